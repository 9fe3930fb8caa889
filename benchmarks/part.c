/* The people's part of a day in plain C: the bound that the benchmark measures the model against.
 *
 * One row a person, rows of those who are due by calendar and day, one queue for each gang, longest
 * wait first. Only people to whom something happens are touched.
 */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOVING, WAITING, RESTING, ARRIVED, LEFT, DIED };
enum { LEG = 4, PATIENCE = 5, AFTER_FAILURE = 6, CROSSING = 11, CASUALTIES = 12, RESTLESS = 26 };
enum { OWN = -1, AHEAD = 12 };
enum { JOURNEYS, RESTS, IMPATIENT, UNSETTLED, CALENDARS };
enum {
    ARRIVALS, DEATHS, ATTEMPTS, PREVENTIONS, RETURNED, PEOPLE_TRIED, INTERCEPTIONS, GIVING_UP,
    GANG_CHANGES, BOATS_LAUNCHED, BOATS_ARRIVED, BOATS_TURNED_BACK, INCIDENTS, BOATS_SEIZED, EVENTS,
    ARRIVALS_BY_SIDE, ON_LAND = ARRIVALS_BY_SIDE + 3, READY, AT_REST, COUNTS
};

/* As PERSON in tape.py. */
typedef struct {
    uint64_t identity, corridors_passed;
    uint32_t event;
    int32_t ended;
    uint32_t ticket;
    int16_t gang, hub, corridor;
    uint16_t attempts;
    int8_t state, side, zone, method;
    uint8_t stops;
} Person;

/* As BOAT and TURN in tape.py. */
typedef struct {
    uint64_t identity;
    int64_t gang, zone, method, load, afloat;
    double capacity, scale, hazard, quality;
} Boat;
typedef struct { int64_t row, gang; } Turn;

/* As VALUES in tape.py. */
typedef struct {
    double change_gang_after_failure, change_gang_hazard, congestion_slowdown, death_tail,
        group_size, hub_capacity, incident_load_exponent, incident_reference_fill,
        leave_after_failure, leave_after_interception, leave_growth, leave_hazard,
        prevention_dilution, prevention_rate, rescued_to_uk, rest_after_failure, stops_to_turn,
        wait_after_interception, wait_growth;
} Values;

/* As Tape in tape.py, after the lengths that its arrays do not tell. */
typedef struct {
    int64_t persons, queued, entries, corridors, hubs_in_all, zones, methods, most_choices;
    int64_t first_day, days, gangs;
    const uint64_t *key;
    const Values *values;
    const int64_t *destination, *origin;
    const uint8_t *is_zone, *is_fork;
    const int64_t *choices;
    const double *leg_days, *exposure;
    const Person *people;
    const int64_t *hubs, *queue, *due, *due_from;
    const Person *entered;
    const int64_t *entered_from;
    const Turn *turned;
    const int64_t *turned_from, *gangs_on;
    const double *shares, *routes;
    const int64_t *routes_on;
    const double *seen, *stopping, *beach;
    const Boat *boats;
    const int64_t *boats_from;
} Tape;

/* As Counts in counts.py. */
typedef struct {
    int64_t *daily, *passed, *stopped, *found, *launched;
    double *prevented;
    int64_t *hubs;
} Counts;

typedef struct { int32_t *row; int64_t size, room; } Rows;
/* Tickets of those who wait, with the row in the low half: ascending. */
typedef struct { uint64_t *place; int64_t size, room; } Queue;
typedef struct { double lane[4]; } Four;
/* One who passes, with the random draws of the leg. */
typedef struct { int32_t row, corridor; double time; } Leg;

typedef struct {
    const Tape *tape;
    const Values *values;
    Counts counts;
    int64_t *today, *hubs;
    Person *people;
    int64_t persons, day, waiting, resting;
    Rows *calendars[CALENDARS];
    Queue *queues;
    Rows reached, rested, moving, halted, unsettled, failed;
    uint64_t *identity, *event, *arriving;
    double *uniform[4];
    const double **shares;
    Leg *legs;
    uint32_t ticket;
    double leave_rate, change_rate;
} Play;

static inline Four draw(uint64_t identity, uint64_t event, uint64_t decision, const uint64_t *key)
{
    uint32_t a = (uint32_t)identity, b = (uint32_t)(identity >> 32);
    uint32_t c = (uint32_t)event, d = (uint32_t)decision;
    uint32_t low = (uint32_t)key[0], high = (uint32_t)key[1];
#pragma GCC unroll 10
    for (int turn = 0; turn < 10; turn++) {
        uint64_t left = (uint64_t)0xD2511F53 * a, right = (uint64_t)0xCD9E8D57 * c;
        a = (uint32_t)(right >> 32) ^ b ^ low;
        b = (uint32_t)right;
        c = (uint32_t)(left >> 32) ^ d ^ high;
        d = (uint32_t)left;
        low += 0x9E3779B9;
        high += 0xBB67AE85;
    }
    const double unit = 1.0 / 4294967296.0;
    return (Four){{(a + 0.5) * unit, (b + 0.5) * unit, (c + 0.5) * unit, (d + 0.5) * unit}};
}

/* The same for many at once, in a form that compilers turn into vector instructions. */
static void draw_many(int64_t number, const uint64_t *restrict identity,
                      const uint64_t *restrict event, uint64_t decision, const uint64_t *key,
                      double *restrict first, double *restrict second, double *restrict third,
                      double *restrict fourth)
{
    const uint64_t word = 0xFFFFFFFF, low_key = key[0], high_key = key[1];
    const double unit = 1.0 / 4294967296.0;
    for (int64_t i = 0; i < number; i++) {
        uint64_t a = identity[i] & word, b = identity[i] >> 32, c = event[i], d = decision;
        uint64_t low = low_key, high = high_key;
#pragma GCC unroll 10
        for (int turn = 0; turn < 10; turn++) {
            uint64_t left = (uint64_t)0xD2511F53 * a, right = (uint64_t)0xCD9E8D57 * c;
            a = (right >> 32) ^ b ^ low;
            b = right & word;
            c = (left >> 32) ^ d ^ high;
            d = left & word;
            low = (low + 0x9E3779B9) & word;
            high = (high + 0xBB67AE85) & word;
        }
        first[i] = ((double)(int64_t)a + 0.5) * unit;
        second[i] = ((double)(int64_t)b + 0.5) * unit;
        third[i] = ((double)(int64_t)c + 0.5) * unit;
        fourth[i] = ((double)(int64_t)d + 0.5) * unit;
    }
}

/* Draw for all of these people: ``uniform``, on ``day`` or, if it is OWN, by their own events. */
static void draw_all(Play *p, const Rows *rows, uint64_t decision, int64_t day)
{
    for (int64_t i = 0; i < rows->size; i++) {
        const Person *person = &p->people[rows->row[i]];
        p->identity[i] = person->identity;
        p->event[i] = day == OWN ? person->event : (uint64_t)day;
    }
    draw_many(rows->size, p->identity, p->event, decision, p->tape->key, p->uniform[0], p->uniform[1],
              p->uniform[2], p->uniform[3]);
}

static void reserve(Rows *rows, int64_t room)
{
    if (room > rows->room) {
        rows->room = 2 * room;
        rows->row = realloc(rows->row, rows->room * sizeof *rows->row);
    }
}

static inline void push(Rows *rows, int64_t row)
{
    if (rows->size == rows->room)
        reserve(rows, rows->size + 32);
    rows->row[rows->size++] = (int32_t)row;
}

static void forget(Rows *rows)
{
    free(rows->row);
    *rows = (Rows){0};
}

/* Note that a person is due in so many days; what comes after the last day is dropped. */
static inline void put(Play *p, int calendar, int64_t row, double days)
{
    if (days < (double)(p->tape->days - p->day))
        push(&p->calendars[calendar][p->day + (int64_t)days], row);
}

static inline double geometric(double u, double log_stay)
{
    return fmax(ceil(log1p(-u) / log_stay), 1.0);
}

static double log_stay(double hazard)
{
    return log1p(-fmin(fmax(hazard, 1e-9), 1.0 - 1e-9));
}

static int64_t first_not_below(const Queue *queue, uint64_t place)
{
    int64_t low = 0, high = queue->size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (queue->place[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint64_t place_of(const Play *p, int64_t row)
{
    return (uint64_t)p->people[row].ticket << 32 | (uint64_t)row;
}

static void enqueue(Play *p, int64_t row)
{
    Queue *queue = &p->queues[p->people[row].gang];
    if (queue->size == queue->room) {
        queue->room = queue->room ? 2 * queue->room : 64;
        queue->place = realloc(queue->place, queue->room * sizeof *queue->place);
    }
    uint64_t place = place_of(p, row);
    int64_t at = queue->size;
    if (at && queue->place[at - 1] > place)
        at = first_not_below(queue, place);
    memmove(queue->place + at + 1, queue->place + at, (queue->size - at) * sizeof *queue->place);
    queue->place[at] = place;
    queue->size++;
    p->waiting++;
}

static void dequeue(Play *p, int64_t row)
{
    Queue *queue = &p->queues[p->people[row].gang];
    int64_t at = first_not_below(queue, place_of(p, row)) + 1;
    memmove(queue->place + at - 1, queue->place + at, (queue->size - at) * sizeof *queue->place);
    queue->size--;
    p->waiting--;
}

/* Queue up in the order of rows: one bit a person puts them in that order. */
static void join(Play *p, const Rows *rows)
{
    int64_t first = p->persons / 64, last = 0;
    for (int64_t i = 0; i < rows->size; i++) {
        int64_t word = rows->row[i] / 64;
        p->arriving[word] |= (uint64_t)1 << rows->row[i] % 64;
        first = word < first ? word : first;
        last = word > last ? word : last;
    }
    for (int64_t word = first; word <= last; word++) {
        for (uint64_t bits = p->arriving[word]; bits; bits &= bits - 1) {
            int64_t row = 64 * word + __builtin_ctzll(bits);
            p->people[row].state = WAITING;
            p->people[row].ticket = p->ticket++;
            enqueue(p, row);
        }
        p->arriving[word] = 0;
    }
}

static void turn_to(Play *p, int64_t row, int64_t gang)
{
    int waits = p->people[row].state == WAITING;
    if (waits)
        dequeue(p, row);
    p->people[row].gang = (int16_t)gang;
    if (waits)
        enqueue(p, row);
}

static void end(Play *p, int64_t row, int state)
{
    p->people[row].state = (int8_t)state;
    p->people[row].ended = (int32_t)(p->tape->first_day + p->day);
}

/* The gang that a customer chooses by this morning's shares. */
static int64_t choose(const Play *p, double u)
{
    const double *shares = p->tape->shares + p->day * p->tape->gangs;
    int64_t gangs = p->tape->gangs_on[p->day], low = 0, high = gangs;
    double at = u * shares[gangs - 1];
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (shares[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < gangs ? low : gangs - 1;
}

static void change_gang(Play *p, int64_t row, double u)
{
    int64_t chosen = choose(p, u);
    if (chosen != p->people[row].gang) {
        p->today[GANG_CHANGES]++;
        turn_to(p, row, chosen);
    }
}

static void enter(Play *p)
{
    const Tape *t = p->tape;
    for (int64_t i = t->entered_from[p->day]; i < t->entered_from[p->day + 1]; i++) {
        p->people[p->persons] = t->entered[i];
        p->hubs[t->entered[i].hub]++;
        push(&p->calendars[JOURNEYS][p->day], p->persons++);
    }
}

static void others_turn(Play *p)
{
    const Tape *t = p->tape;
    for (int64_t i = t->turned_from[p->day]; i < t->turned_from[p->day + 1]; i++)
        turn_to(p, t->turned[i].row, t->turned[i].gang);
}

/* Put those who finish a corridor at its end; who is then not yet on the coast goes on. */
static void reach_hubs(Play *p, const Rows *due)
{
    const Tape *t = p->tape;
    p->reached.size = p->moving.size = 0;
    reserve(&p->reached, due->size);
    reserve(&p->moving, due->size);
    for (int64_t i = 0; i < due->size; i++) {
        __builtin_prefetch(&p->people[due->row[i + AHEAD < due->size ? i + AHEAD : i]], 1);
        int64_t row = due->row[i];
        Person *person = &p->people[row];
        int64_t from = person->hub;
        int64_t hub = person->corridor >= 0 ? t->destination[person->corridor] : from;
        int ashore = t->is_zone[hub];
        p->hubs[from]--;
        p->hubs[hub] += !ashore;
        person->hub = (int16_t)hub;
        person->corridor = -1;
        p->reached.row[p->reached.size] = p->moving.row[p->moving.size] = (int32_t)row;
        p->reached.size += ashore;
        p->moving.size += !ashore;
    }
}

static void reach_coast(Play *p)
{
    Rows *reached = &p->reached;
    join(p, reached);
    draw_all(p, reached, PATIENCE, 0);
    for (int64_t i = 0; i < reached->size; i++)
        put(p, IMPATIENT, reached->row[i], geometric(p->uniform[0][i], p->leave_rate));
    draw_all(p, reached, RESTLESS, 0);
    for (int64_t i = 0; i < reached->size; i++)
        put(p, UNSETTLED, reached->row[i], geometric(p->uniform[0][i], p->change_rate));
}

/* Find the gang's cumulative shares at the hub of everyone who sets out. */
static void find_shares(Play *p)
{
    const Tape *t = p->tape;
    int64_t choices_at_hub = t->most_choices;
    const double *routes = t->routes + t->routes_on[p->day] * t->gangs * t->hubs_in_all * choices_at_hub;
    for (int64_t i = 0; i < p->moving.size; i++) {
        const Person *person = &p->people[p->moving.row[i]];
        p->shares[i] = routes + (person->gang * t->hubs_in_all + person->hub) * choices_at_hub;
        __builtin_prefetch(p->shares[i]);
    }
}

/* Corridor by cumulative shares, or -1 if none is open. */
static inline int64_t choose_corridor(const double *shares, const int64_t *choices, int64_t choices_at_hub,
                                 double u)
{
    double at = u * shares[choices_at_hub - 1];
    int64_t way = 0;
    for (int64_t other = 0; other < choices_at_hub - 1; other++)
        way += at >= shares[other];
    return shares[choices_at_hub - 1] > 0.0 ? choices[way] : -1;
}

/* Stop some of those who set out; return how many pass. */
static int64_t set_out(Play *p)
{
    const Tape *t = p->tape;
    const double *seen = t->seen + p->day * t->corridors;
    const double *stopping = t->stopping + p->day * t->corridors;
    int64_t passing = 0, without_route = 0, choices_at_hub = t->most_choices;
    find_shares(p);
    draw_all(p, &p->moving, LEG, OWN);
    p->halted.size = 0;
    reserve(&p->halted, p->moving.size);
    for (int64_t i = 0; i < p->moving.size; i++) {
        int64_t row = p->moving.row[i];
        Person *person = &p->people[row];
        const int64_t *choices = t->choices + person->hub * choices_at_hub;
        int64_t corridor = choose_corridor(p->shares[i], choices, choices_at_hub, p->uniform[0][i]);
        person->event++;
        if (corridor < 0) {
            p->halted.row[p->halted.size++] = (int32_t)row;
            without_route++;
            continue;
        }
        int stopped = (p->uniform[2][i] < seen[corridor]) & (p->uniform[3][i] < stopping[corridor]);
        int64_t *tally = stopped ? p->counts.stopped : p->counts.passed;
        tally[person->gang * t->corridors + corridor]++;
        p->counts.found[corridor] += stopped;
        person->corridor = stopped ? -1 : (int16_t)corridor;
        person->corridors_passed |= (uint64_t)!stopped << corridor;
        person->stops = stopped ? person->stops : 0;
        p->halted.row[p->halted.size] = (int32_t)row;
        p->legs[passing] = (Leg){(int32_t)row, (int32_t)corridor, p->uniform[1][i]};
        p->halted.size += stopped;
        passing += !stopped;
    }
    p->today[INTERCEPTIONS] += p->halted.size - without_route;
    return passing;
}

/* Back over the choices_at_hub passed to where another leads on; nowhere, if there is no such place. */
static void turn_back(Play *p, Person *person)
{
    const Tape *t = p->tape;
    int64_t hub = person->hub;
    uint64_t choices_at_hub = person->corridors_passed;
    while (!t->is_fork[hub]) {
        int64_t came = 0;
        while (came < t->corridors && !(t->destination[came] == hub && choices_at_hub >> came & 1))
            came++;
        if (came == t->corridors)
            return;
        choices_at_hub ^= (uint64_t)1 << came;
        hub = t->origin[came];
    }
    p->hubs[person->hub]--;
    p->hubs[hub]++;
    person->hub = (int16_t)hub;
    person->corridors_passed = choices_at_hub;
}

/* Those who were stopped, or for whom no way is open, give up, try again later or turn. */
static void hold(Play *p)
{
    const Values *v = p->values;
    int64_t every = v->stops_to_turn >= 1.0 ? (int64_t)v->stops_to_turn : 1;
    draw_all(p, &p->halted, AFTER_FAILURE, OWN);
    for (int64_t i = 0; i < p->halted.size; i++) {
        int64_t row = p->halted.row[i];
        Person *person = &p->people[row];
        person->stops += person->stops < UINT8_MAX;
        double before = person->stops - 1.0;
        if (p->uniform[0][i]
            < 1.0 - pow(1.0 - v->leave_after_interception, pow(v->leave_growth, before))) {
            end(p, row, LEFT);
            p->hubs[person->hub]--;
            p->today[GIVING_UP]++;
            continue;
        }
        if (person->stops % every == 0) {
            if (p->tape->is_fork[person->hub])
                change_gang(p, row, p->uniform[1][i]);
            else
                turn_back(p, person);
        }
        put(p, JOURNEYS, row,
            fmax(trunc(v->wait_after_interception * (1.0 + v->wait_growth * before)), 1.0));
    }
}

static inline double triangular(double u, const double *corners)
{
    double low = corners[0], mode = corners[1], high = corners[2], width = high - low;
    if (width <= 0.0)
        return low;
    int rising = u * width < mode - low;
    double root = sqrt((rising ? u : 1.0 - u) * width * (rising ? mode - low : high - mode));
    return rising ? low + root : high - root;
}

static void travel(Play *p, int64_t passing)
{
    const Tape *t = p->tape;
    double slowdown[t->hubs_in_all];
    for (int64_t hub = 0; hub < t->hubs_in_all; hub++) {
        double over = fmax(p->hubs[hub] / p->values->hub_capacity - 1.0, 0.0);
        slowdown[hub] = 1.0 + p->values->congestion_slowdown * over;
    }
    for (int64_t i = 0; i < passing; i++) {
        const Leg *leg = &p->legs[i];
        double days = triangular(leg->time, t->leg_days + 3 * leg->corridor);
        days *= slowdown[t->origin[leg->corridor]];
        put(p, JOURNEYS, leg->row, fmax(rint(days), 1.0));
    }
}

static void move(Play *p)
{
    Rows *due = &p->calendars[JOURNEYS][p->day];
    reach_hubs(p, due);
    forget(due);
    reach_coast(p);
    int64_t passing = set_out(p);
    hold(p);
    travel(p, passing);
}

static void wait_at_coast(Play *p)
{
    Rows *rests = &p->calendars[RESTS][p->day];
    Rows *impatient = &p->calendars[IMPATIENT][p->day];
    Rows *unsettled = &p->calendars[UNSETTLED][p->day];
    p->rested.size = 0;
    for (int64_t i = 0; i < rests->size; i++)
        if (p->people[rests->row[i]].state == RESTING)
            push(&p->rested, rests->row[i]);
    p->resting -= p->rested.size;
    join(p, &p->rested);
    for (int64_t i = 0; i < impatient->size; i++) {
        int64_t row = impatient->row[i];
        int8_t state = p->people[row].state;
        if (state != WAITING && state != RESTING)
            continue;
        if (state == WAITING)
            dequeue(p, row);
        else
            p->resting--;
        end(p, row, LEFT);
        p->today[GIVING_UP]++;
    }
    p->unsettled.size = 0;
    for (int64_t i = 0; i < unsettled->size; i++)
        if (p->people[unsettled->row[i]].state <= RESTING)
            push(&p->unsettled, unsettled->row[i]);
    draw_all(p, &p->unsettled, RESTLESS, p->tape->first_day + p->day);
    for (int64_t i = 0; i < p->unsettled.size; i++) {
        change_gang(p, p->unsettled.row[i], p->uniform[0][i]);
        put(p, UNSETTLED, p->unsettled.row[i], geometric(p->uniform[1][i], p->change_rate));
    }
    forget(rests);
    forget(impatient);
    forget(unsettled);
}

/* Let one boat try; ``places`` are its people's. Return how many of them stay in the queue, which
 * are then moved to ``kept``. */
static int64_t cross(Play *p, const Boat *boat, double launches, const uint64_t *places, int64_t aboard,
                     uint64_t *kept)
{
    const Tape *t = p->tape;
    const Values *v = p->values;
    int64_t *today = p->today;
    int64_t zone = boat->zone, method = boat->method, staying = 0;
    int64_t way = (boat->gang * t->zones + zone) * t->methods + method;
    Four crossing = draw(boat->identity, 0, CROSSING, t->key);
    Four casualties = draw(boat->identity, 0, CASUALTIES, t->key);
    const double *uniform = crossing.lane;
    double attention = t->beach[p->day * t->zones + zone];
    attention /= 1.0 + launches / v->prevention_dilution;
    double chance = 1.0 - exp(-v->prevention_rate * (attention * t->exposure[method]));
    int met = uniform[0] < chance, prevented = 0, incident = 0, turned_back = 0;
    double found = 0.0, deaths = 0.0;
    if (met) {
        double group = rint(v->group_size * (0.4 + 1.2 * uniform[1]));
        found = fmin(fmax(group, 1.0), aboard);
        prevented = !boat->afloat || found == aboard;
        p->counts.prevented[way] += prevented ? 1.0 : found / aboard;
        p->counts.found[t->corridors + zone]++;
    }
    double load = aboard - found;
    if (!prevented) {
        double fill = load / boat->capacity / v->incident_reference_fill;
        double risk = boat->hazard * pow(fill, v->incident_load_exponent);
        incident = uniform[3] < fmin(risk, 1.0);
        double over = load / boat->scale;
        turned_back = !incident && uniform[2] >= exp(-(over * over));
    }
    if (incident)
        deaths = fmin(floor(pow(1.0 - casualties.lane[0], -1.0 / v->death_tail)), load);
    int landed = incident ? casualties.lane[1] < v->rescued_to_uk : !prevented && !turned_back;
    int64_t arrived = 0;
    for (int64_t i = 0; i < aboard; i++) {
        int64_t row = (int64_t)(uint32_t)places[i];
        Person *person = &p->people[row];
        person->zone = (int8_t)zone;
        person->method = (int8_t)method;
        person->event++;
        if (prevented && i >= found) {
            kept[staying++] = places[i];
            continue;
        }
        today[ATTEMPTS]++;
        today[PEOPLE_TRIED] += person->attempts == 0;
        person->attempts++;
        if (i >= found && i < found + deaths) {
            end(p, row, DIED);
        } else if (i >= found && landed) {
            end(p, row, ARRIVED);
            arrived++;
            today[ARRIVALS_BY_SIDE + person->side]++;
        } else {
            push(&p->failed, row);
            today[RETURNED] += i >= found;
        }
    }
    p->counts.launched[way]++;
    today[BOATS_LAUNCHED]++;
    today[BOATS_SEIZED] += prevented;
    today[EVENTS] += met;
    today[BOATS_TURNED_BACK] += turned_back;
    today[INCIDENTS] += incident;
    today[PREVENTIONS] += (int64_t)found;
    today[DEATHS] += (int64_t)deaths;
    today[ARRIVALS] += arrived;
    today[BOATS_ARRIVED] += arrived > 0;
    return staying;
}

/* The people of each gang who have waited longest board its boats, one after the other. */
static void depart(Play *p)
{
    const Tape *t = p->tape;
    const Boat *first = t->boats + t->boats_from[p->day];
    const Boat *last = t->boats + t->boats_from[p->day + 1];
    double launches[t->zones];
    memset(launches, 0, sizeof launches);
    p->failed.size = 0;
    int64_t before = 0;
    for (const Boat *boat = first; boat < last; boat++) {
        if (boat > first && boat->gang != boat[-1].gang)
            before = 0;
        launches[boat->zone] += before < p->queues[boat->gang].size;
        before += boat->load;
    }
    for (const Boat *boat = first; boat < last;) {
        Queue *queue = &p->queues[boat->gang];
        int64_t taken = 0, kept = 0;
        for (int64_t gang = boat->gang; boat < last && boat->gang == gang; boat++) {
            int64_t left = queue->size - taken;
            int64_t aboard = boat->load < left ? boat->load : left;
            if (aboard > 0)
                kept += cross(p, boat, launches[boat->zone], queue->place + taken, aboard,
                              queue->place + kept);
            taken += aboard;
        }
        int64_t behind = queue->size - taken;
        memmove(queue->place + kept, queue->place + taken, behind * sizeof *queue->place);
        p->waiting -= taken - kept;
        queue->size = kept + behind;
    }
}

static void settle(Play *p)
{
    const Values *v = p->values;
    draw_all(p, &p->failed, AFTER_FAILURE, OWN);
    for (int64_t i = 0; i < p->failed.size; i++) {
        int64_t row = p->failed.row[i];
        p->people[row].state = RESTING;
        if (p->uniform[0][i] < v->leave_after_failure) {
            end(p, row, LEFT);
            p->today[GIVING_UP]++;
            continue;
        }
        if (p->uniform[1][i] < v->change_gang_after_failure)
            change_gang(p, row, p->uniform[2][i]);
        p->resting++;
        put(p, RESTS, row, trunc(v->rest_after_failure));
    }
}

static void begin(Play *p, const Tape *t, const Counts *counts)
{
    *p = (Play){.tape = t, .values = t->values, .counts = *counts, .persons = t->persons};
    p->hubs = counts->hubs;
    memcpy(p->hubs, t->hubs, t->hubs_in_all * sizeof *p->hubs);
    int64_t most = t->persons + t->entries;
    p->people = malloc(most * sizeof *p->people);
    p->identity = malloc(most * sizeof *p->identity);
    p->event = malloc(most * sizeof *p->event);
    p->arriving = calloc(most / 64 + 1, sizeof *p->arriving);
    p->legs = malloc(most * sizeof *p->legs);
    p->shares = malloc(most * sizeof *p->shares);
    for (int lane = 0; lane < 4; lane++)
        p->uniform[lane] = malloc(most * sizeof *p->uniform[lane]);
    memcpy(p->people, t->people, t->persons * sizeof(Person));
    p->queues = calloc(t->gangs, sizeof *p->queues);
    p->leave_rate = log_stay(t->values->leave_hazard);
    p->change_rate = log_stay(t->values->change_gang_hazard);
    for (int calendar = 0; calendar < CALENDARS; calendar++) {
        const int64_t *from = t->due_from + calendar * t->days;
        p->calendars[calendar] = calloc(t->days, sizeof(Rows));
        for (int64_t day = 0; day < t->days; day++)
            for (int64_t i = from[day]; i < from[day + 1]; i++)
                push(&p->calendars[calendar][day], t->due[i]);
    }
    for (int64_t i = 0; i < t->queued; i++) {
        p->people[t->queue[i]].ticket = p->ticket++;
        enqueue(p, t->queue[i]);
    }
    for (int64_t row = 0; row < p->persons; row++)
        p->resting += p->people[row].state == RESTING;
}

static void finish(Play *p)
{
    for (int calendar = 0; calendar < CALENDARS; calendar++)
        free(p->calendars[calendar]);
    for (int64_t gang = 0; gang < p->tape->gangs; gang++)
        free(p->queues[gang].place);
    forget(&p->reached);
    forget(&p->rested);
    forget(&p->moving);
    forget(&p->halted);
    forget(&p->unsettled);
    forget(&p->failed);
    for (int lane = 0; lane < 4; lane++)
        free(p->uniform[lane]);
    free(p->identity);
    free(p->event);
    free(p->arriving);
    free(p->legs);
    free(p->shares);
    free(p->queues);
    free(p->people);
}

void play(const Tape *tape, const Counts *counts)
{
    Play p;
    begin(&p, tape, counts);
    for (; p.day < tape->days; p.day++) {
        p.today = counts->daily + p.day * COUNTS;
        others_turn(&p);
        enter(&p);
        move(&p);
        wait_at_coast(&p);
        depart(&p);
        settle(&p);
        for (int64_t hub = 0; hub < tape->hubs_in_all; hub++)
            p.today[ON_LAND] += p.hubs[hub];
        p.today[READY] = p.waiting;
        p.today[AT_REST] = p.resting;
    }
    finish(&p);
}
