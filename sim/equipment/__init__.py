"""Boats and engines: suppliers, orders, consignments, stores, resale."""
