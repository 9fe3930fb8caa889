"""What the runs of a study say: effects, cost, ranks, displacement, sensitivity, backfire."""
