/* SPDX-License-Identifier: Apache-2.0 */

/* Going up from an organisation, at each time at which something on the way changes. */
#include "people/places.h"

#include "base/arena.h"
#include "people/layouts.h"
#include "people/people.h"

#include <stdint.h>
#include <stdlib.h>

/* What a link means for places, in the order in which ways up are tried. */
enum meaning {
    IS_ICB,
    IS_REGION,
    TELLS_ICB,
    TELLS_REGION,
    OPERATED_BY,
    IN_GEOGRAPHY_OF,
    COMMISSIONED_BY,
    HAS_PARENT,
    SUCCEEDED_BY,
    MEANINGS,
};

/* THE table of relations and roles that places depend on. */
static const struct {
    const char *relation;
    const char *target; /* NULL: any organisation */
} meanings[MEANINGS] = {
    [IS_ICB] = {LINK_ROLE, "RO318"},      /* integrated care board */
    [IS_REGION] = {LINK_ROLE, "RO209"},   /* NHS England (region) */
    [TELLS_ICB] = {LINK_ICB, NULL},       /* a report's own column */
    [TELLS_REGION] = {LINK_REGION, NULL}, /* likewise */
    [OPERATED_BY] = {"RE6", NULL},        /* a site, by its trust */
    [IN_GEOGRAPHY_OF] = {"RE5", NULL},    /* a trust, of its ICB; an ICB, of its region */
    [COMMISSIONED_BY] = {"RE4", NULL},    /* a practice, by its sub-ICB location */
    [HAS_PARENT] = {LINK_PARENT, NULL},   /* a report's own column */
    [SUCCEEDED_BY] = {LINK_SUCCESSOR, NULL},
};

/* Enough for what ODS has, which is three or four levels. */
enum { NODES_MAX = 64, BOUNDS_MAX = 256, CHAIN_MAX = 64, NOBODY = -1 };

struct edge {
    enum meaning meaning;
    int target; /* a node; NOBODY for roles */
    int64_t from_us;
    int64_t to_us;
};

/* An organisation, or a code that only links name. */
struct node {
    struct text code;
    const struct edge *edges; /* by meaning and target */
    size_t edge_count;
};

struct graph {
    struct arena *arena;
    struct node *nodes; /* by code */
    size_t node_count;
};

/* ---- the graph ---- */

static int compare_nodes(const void *left, const void *right)
{
    return text_compare(((const struct node *)left)->code, ((const struct node *)right)->code);
}

static int find_node(const struct graph *graph, struct text code)
{
    const struct node wanted = {.code = code};
    const struct node *found =
        bsearch(&wanted, graph->nodes, graph->node_count, sizeof *graph->nodes, compare_nodes);
    return found == NULL ? NOBODY : (int)(found - graph->nodes);
}

static void add_nodes(struct graph *graph, const struct places_world *world)
{
    size_t count = world->organisation_count + 2 * world->link_count;
    graph->nodes = ARENA_ARRAY(graph->arena, struct node, count + 1);
    size_t at = 0;
    for (size_t i = 0; i < world->organisation_count; i++) {
        graph->nodes[at++].code = world->organisations[i].code;
    }
    for (size_t i = 0; i < world->link_count; i++) {
        graph->nodes[at++].code = world->links[i].code;
        graph->nodes[at++].code = world->links[i].target;
    }
    qsort(graph->nodes, at, sizeof *graph->nodes, compare_nodes);
    for (size_t i = 0; i < at; i++) {
        if (graph->node_count == 0 ||
            !text_equals(graph->nodes[graph->node_count - 1].code, graph->nodes[i].code)) {
            graph->nodes[graph->node_count++] = graph->nodes[i];
        }
    }
}

static bool meaning_of(const struct organisation_link *link, enum meaning *out)
{
    for (size_t i = 0; i < MEANINGS; i++) {
        if (text_is(link->relation, meanings[i].relation) &&
            (meanings[i].target == NULL || text_is(link->target, meanings[i].target))) {
            *out = (enum meaning)i;
            return true;
        }
    }
    return false;
}

static int compare_edges(const void *left_edge, const void *right_edge)
{
    const struct edge *left = left_edge;
    const struct edge *right = right_edge;
    if (left->meaning != right->meaning) {
        return left->meaning < right->meaning ? -1 : 1;
    }
    if (left->target != right->target) {
        return left->target < right->target ? -1 : 1;
    }
    return (left->from_us > right->from_us) - (left->from_us < right->from_us);
}

static void add_edges(struct graph *graph, const struct places_world *world)
{
    struct edge *edges = ARENA_ARRAY(graph->arena, struct edge, world->link_count + 1);
    for (size_t begin = 0; begin < world->link_count;) {
        struct text code = world->links[begin].code;
        struct node *node = &graph->nodes[find_node(graph, code)];
        size_t count = 0;
        size_t at = begin;
        for (; at < world->link_count && text_equals(world->links[at].code, code); at++) {
            const struct organisation_link *link = &world->links[at];
            struct edge *edge = &edges[count];
            *edge = (struct edge){.from_us = link->from_us, .to_us = link->to_us};
            if (meaning_of(link, &edge->meaning)) {
                bool is_role = meanings[edge->meaning].target != NULL;
                edge->target = is_role ? NOBODY : find_node(graph, link->target);
                count++;
            }
        }
        if (count > 0) {
            qsort(edges, count, sizeof *edges, compare_edges);
        }
        node->edges = edges;
        node->edge_count = count;
        edges += count;
        begin = at;
    }
}

/* ---- going up ---- */

static bool is_way_up(const struct edge *edge)
{
    return edge->meaning >= OPERATED_BY && edge->meaning <= HAS_PARENT;
}

/* Nodes on the way up from the first, nearest first, each once. */
struct way {
    int nodes[NODES_MAX];
    size_t count;
};

static void add_to_way(struct way *way, int node)
{
    for (size_t i = 0; i < way->count; i++) {
        if (way->nodes[i] == node) {
            return;
        }
    }
    if (way->count < NODES_MAX) {
        way->nodes[way->count++] = node;
    }
}

static bool holds(const struct edge *edge, int64_t us)
{
    return edge->from_us <= us && us < edge->to_us;
}

/* `at_us` NULL: whatever held at any time. */
static void go_up(const struct graph *graph, int from, const int64_t *at_us, struct way *way)
{
    way->count = 0;
    add_to_way(way, from);
    for (size_t i = 0; i < way->count; i++) {
        const struct node *node = &graph->nodes[way->nodes[i]];
        for (size_t j = 0; j < node->edge_count; j++) {
            const struct edge *edge = &node->edges[j];
            if (is_way_up(edge) && (at_us == NULL || holds(edge, *at_us))) {
                add_to_way(way, edge->target);
            }
        }
    }
}

/* What `node` tells at `us` of what it belongs to: NOBODY, or a node. */
static int told_by(const struct graph *graph, int node, int64_t us, enum meaning is,
                   enum meaning tells)
{
    for (size_t i = 0; i < graph->nodes[node].edge_count; i++) {
        const struct edge *edge = &graph->nodes[node].edges[i];
        if (holds(edge, us) && (edge->meaning == is || edge->meaning == tells)) {
            return edge->meaning == is ? node : edge->target;
        }
    }
    return NOBODY;
}

static int first_told(const struct graph *graph, const struct way *way, int64_t us, enum meaning is,
                      enum meaning tells)
{
    int found = NOBODY;
    for (size_t i = 0; i < way->count && found == NOBODY; i++) {
        found = told_by(graph, way->nodes[i], us, is, tells);
    }
    return found;
}

/* ---- spans ---- */

struct bounds {
    int64_t us[BOUNDS_MAX + 2];
    size_t count;
};

static int compare_us(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void add_bound(struct bounds *bounds, int64_t us)
{
    if (us > PEOPLE_FROM_EVER_US && us < PEOPLE_TO_EVER_US && bounds->count < BOUNDS_MAX) {
        bounds->us[bounds->count++] = us;
    }
}

/* All times at which something on any way up changes, with the beginning and end of time. */
static void find_bounds(const struct graph *graph, const struct way *way, struct bounds *out)
{
    out->count = 0;
    for (size_t i = 0; i < way->count; i++) {
        const struct node *node = &graph->nodes[way->nodes[i]];
        for (size_t j = 0; j < node->edge_count; j++) {
            add_bound(out, node->edges[j].from_us);
            add_bound(out, node->edges[j].to_us);
        }
    }
    out->us[out->count++] = PEOPLE_FROM_EVER_US;
    out->us[out->count++] = PEOPLE_TO_EVER_US;
    qsort(out->us, out->count, sizeof out->us[0], compare_us);
    size_t kept = 1;
    for (size_t i = 1; i < out->count; i++) {
        if (out->us[i] != out->us[kept - 1]) {
            out->us[kept++] = out->us[i];
        }
    }
    out->count = kept;
}

static struct text code_of(const struct graph *graph, int node)
{
    return node == NOBODY ? text_of("") : graph->nodes[node].code;
}

/* The one successor; NOBODY if there is none or, in *out_forks, several. */
static int successor_of(const struct graph *graph, int node, bool *out_forks)
{
    int found = NOBODY;
    *out_forks = false;
    for (size_t i = 0; i < graph->nodes[node].edge_count; i++) {
        const struct edge *edge = &graph->nodes[node].edges[i];
        if (edge->meaning == SUCCEEDED_BY && edge->target != found) {
            *out_forks = found != NOBODY;
            found = edge->target;
        }
        if (*out_forks) {
            return NOBODY;
        }
    }
    return found;
}

static int last_successor(const struct graph *graph, int from, struct places_summary *summary)
{
    bool forks = false;
    int node = from;
    for (int length = 0; length < CHAIN_MAX; length++) {
        int next = successor_of(graph, node, &forks);
        summary->forks += forks && node == from;
        if (next == NOBODY) {
            return node;
        }
        node = next;
    }
    summary->cycles++;
    return from;
}

struct visiting {
    const struct graph *graph;
    organisation_place_visitor visit;
    void *context;
    struct places_summary summary;
};

static enum status visit_place(struct visiting *visiting, const struct organisation_place *place,
                               struct error *error)
{
    if (place->from_us == place->to_us) {
        return STATUS_OK;
    }
    visiting->summary.places++;
    return visiting->visit(visiting->context, place, error);
}

/* Spans that follow each other and tell the same are one. */
static enum status visit_places(struct visiting *visiting, int node, struct error *error)
{
    const struct graph *graph = visiting->graph;
    struct way way;
    struct bounds bounds;
    go_up(graph, node, NULL, &way);
    find_bounds(graph, &way, &bounds);
    struct organisation_place place = {
        .code = graph->nodes[node].code,
        .from_us = bounds.us[0],
        .to_us = bounds.us[0],
        .successor = code_of(graph, last_successor(graph, node, &visiting->summary))};
    enum status status = STATUS_OK;
    for (size_t i = 0; i + 1 < bounds.count && status == STATUS_OK; i++) {
        int64_t us = bounds.us[i];
        go_up(graph, node, &us, &way);
        struct text icb = code_of(graph, first_told(graph, &way, us, IS_ICB, TELLS_ICB));
        struct text region = code_of(graph, first_told(graph, &way, us, IS_REGION, TELLS_REGION));
        if (!text_equals(icb, place.icb) || !text_equals(region, place.region)) {
            status = visit_place(visiting, &place, error);
            place.from_us = us;
        }
        place.icb = icb;
        place.region = region;
        place.to_us = bounds.us[i + 1];
    }
    return status == STATUS_OK ? visit_place(visiting, &place, error) : status;
}

enum status places_find(const struct places_world *world, organisation_place_visitor visit,
                        void *context, struct places_summary *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct graph graph = {.arena = arena};
    struct visiting visiting = {.graph = &graph, .visit = visit, .context = context};
    add_nodes(&graph, world);
    add_edges(&graph, world);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < world->organisation_count && status == STATUS_OK; i++) {
        status = visit_places(&visiting, find_node(&graph, world->organisations[i].code), error);
    }
    if (status == STATUS_OK) {
        *out = visiting.summary;
    }
    return status;
}
