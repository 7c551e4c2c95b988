#include "cxm_pages.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl")))

static int has_wide(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

WIDE static void classes_wide(
    const uint64_t *views, const uint64_t *clicks, const uint64_t *starts, size_t words,
    uint8_t *classes)
{
    for (size_t w = 0; w < words; w++) {
        __m512i view = _mm512_maskz_set1_epi8(views[w], CXM_PAGES_VIEW);
        __m512i click = _mm512_maskz_set1_epi8(clicks[w], CXM_PAGES_CLICK);
        __m512i start = _mm512_maskz_set1_epi8(starts[w], CXM_PAGES_START);
        _mm512_storeu_si512(
            classes + 64 * w, _mm512_or_si512(_mm512_or_si512(view, click), start));
    }
}
#endif

void cxm_pages_classes(
    const uint64_t *views, const uint64_t *clicks, const uint64_t *starts, size_t words,
    uint8_t *classes)
{
#if defined(__x86_64__)
    if (has_wide()) {
        classes_wide(views, clicks, starts, words, classes);
        return;
    }
#endif
    for (size_t w = 0; w < words; w++)
        for (size_t b = 0; b < 64; b++)
            classes[64 * w + b] =
                (uint8_t)((views[w] >> b & 1) | (clicks[w] >> b & 1) << 1 | (starts[w] >> b & 1) << 2);
}

__attribute__((target_clones("avx512bw", "avx2", "default"))) int cxm_pages_has_ties(
    const uint32_t *times, size_t count)
{
    uint32_t found = 0;
    for (size_t i = 1; i < count; i++) found |= times[i] == times[i - 1];
    return found != 0;
}

typedef struct {
    uint8_t *classes;
    uint32_t *values, *positions;
    const void *codes;
    int width;
    const uint32_t *ranks;
} ordered_events;

static inline int precedes(const ordered_events *events, size_t left, size_t right)
{
    uint32_t rank[2];
    for (int i = 0; i < 2; i++) {
        uint32_t position = events->positions[i ? right : left];
        rank[i] = events->ranks[
            events->width == 1 ? ((const uint8_t *)events->codes)[position]
                               : ((const uint16_t *)events->codes)[position]];
    }
    if (rank[0] != rank[1]) return rank[0] < rank[1];
    if (events->values[left] != events->values[right])
        return events->values[left] < events->values[right];
    return (events->classes[left] & CXM_PAGES_VIEW) < (events->classes[right] & CXM_PAGES_VIEW);
}

static inline void swap(const ordered_events *events, size_t left, size_t right)
{
    uint8_t class = events->classes[left];
    uint32_t value = events->values[left], position = events->positions[left];
    events->classes[left] = events->classes[right];
    events->values[left] = events->values[right];
    events->positions[left] = events->positions[right];
    events->classes[right] = class;
    events->values[right] = value;
    events->positions[right] = position;
}

/// Shell's sort: nearly all moments have two events, but one may have a hundred thousand.
static void order_moment(const ordered_events *events, size_t first, size_t end)
{
    size_t step = 1;
    uint8_t start = 0;
    for (size_t i = first; i < end; i++) {
        start |= events->classes[i] & CXM_PAGES_START;
        events->classes[i] &= (uint8_t)~CXM_PAGES_START;
    }
    while (step < (end - first) / 3) step = 3 * step + 1;
    for (; step > 0; step /= 3)
        for (size_t i = first + step; i < end; i++)
            for (size_t at = i; at >= first + step && precedes(events, at, at - step); at -= step)
                swap(events, at, at - step);
    events->classes[first] |= start;
}

void cxm_pages_order(
    uint8_t *classes, uint32_t *values, uint32_t *positions, const uint64_t *mask,
    const uint32_t *before, size_t words, const uint64_t *moments, const void *codes, int width,
    const uint32_t *ranks)
{
    const ordered_events events = {classes, values, positions, codes, width, ranks};
    size_t first = 0, end = 0; // the moment at hand, among the kept events
    for (size_t w = 0; w < words; w++) {
        // Kept events that go on with a moment.
        for (uint64_t more = mask[w] & ~moments[w]; more != 0; more &= more - 1) {
            uint64_t below = (more & -more) - 1;
            size_t kept = before[w] + (size_t)__builtin_popcountll(mask[w] & below);
            if (kept != end) {
                if (end > first + 1) order_moment(&events, first, end);
                first = kept - 1;
            }
            end = kept + 1;
        }
    }
    if (end > first + 1) order_moment(&events, first, end);
}

static inline uint32_t kept_before(const cxm_page_part *part, uint32_t event)
{
    uint64_t below = part->mask[event / 64] & ((1ull << (event % 64)) - 1);
    return part->before[event / 64] + (uint32_t)__builtin_popcountll(below);
}

/// Whether a bit is set after `from`, up to and with `to`.
static int any_between(const uint64_t *bits, uint32_t from, uint32_t to)
{
    if (from >= to) return 0;
    uint32_t first = from + 1;
    uint64_t head = ~0ull << (first % 64), tail = ~0ull >> (63 - to % 64);
    if (first / 64 == to / 64) return (bits[first / 64] & head & tail) != 0;
    if (bits[first / 64] & head) return 1;
    for (uint32_t w = first / 64 + 1; w < to / 64; w++)
        if (bits[w]) return 1;
    return (bits[to / 64] & tail) != 0;
}

size_t cxm_pages_stretches(
    const cxm_page_part *part, cxm_page_slot *slots, cxm_page_stretch *stretches,
    size_t stretch_count)
{
    uint32_t upper = part->offsets[0] - part->first_event, end = kept_before(part, upper);
    for (size_t j = 0; j < part->user_count; j++) {
        uint32_t lower = upper, begin = end;
        upper = part->offsets[j + 1] - part->first_event;
        end = kept_before(part, upper);
        uint32_t number = part->users[j] - part->first_user;
        cxm_page_slot *slot = slots + number;
        if (part->start + part->times[lower] - slot->last_time > part->session_gap)
            slot->closed = 1;
        slot->last_time = part->start + part->times[upper - 1];
        if (begin == end) {
            slot->closed |= any_between(part->starts, lower, upper - 1);
            continue;
        }
        // Only the first event needs what the partition before knows.
        int starts = slot->closed || any_between(part->starts, lower, part->positions[begin]);
        part->classes[begin] = (uint8_t)((part->classes[begin] & ~CXM_PAGES_START) |
                                         (starts ? CXM_PAGES_START : 0));
        slot->closed = any_between(part->starts, part->positions[end - 1], upper - 1);
        int32_t index = (int32_t)stretch_count;
        if (slot->last >= 0)
            stretches[slot->last].next = index;
        else
            slot->first = index;
        slot->last = index;
        stretches[stretch_count++] = (cxm_page_stretch){
            part->start, part->first_kept + begin, part->first_kept + end, -1, number};
    }
    return stretch_count;
}

uint32_t cxm_stay_bucket(uint64_t stay)
{
    if (stay < 64) return (uint32_t)stay;
    uint32_t exponent = 63 - (uint32_t)__builtin_clzll(stay);
    return 64 * (exponent - 5) + (uint32_t)(stay >> (exponent - 6) & 63);
}

uint64_t cxm_stay_bucket_low(uint32_t bucket)
{
    if (bucket < 64) return bucket;
    return (uint64_t)(64 + bucket % 64) << (bucket / 64 - 1);
}

/// A user's open session.
typedef struct {
    uint32_t number, first_of_user, user; // from 1, in the block
    uint32_t views, first_row, last_row;
    uint8_t groups;
} open_session;

static inline void close_session(open_session *session, cxm_page_row *rows)
{
    if (session->views == 0) return;
    cxm_page_row *first = rows + session->first_row, *last = rows + session->last_row;
    first->entries++;
    first->entry_users += first->entered < session->first_of_user;
    first->entered = session->number;
    last->exits++;
    last->exit_users += last->exited < session->first_of_user;
    last->exited = session->number;
    if (session->views == 1) {
        first->bounces++;
        first->bounce_users += first->bounced < session->first_of_user;
        first->bounced = session->number;
        session->groups |= CXM_PAGES_BOUNCED;
    }
    session->views = 0;
}

static inline void view(open_session *session, cxm_page_row *rows, uint32_t row)
{
    cxm_page_row *here = rows + row;
    if (session->views == 0) {
        session->number++;
        session->first_row = row;
    }
    session->views++;
    session->last_row = row;
    here->views++;
    here->sessions += here->seen != session->number;
    here->visitors += here->seen < session->first_of_user;
    here->seen = session->number;
}

static inline void click(open_session *session, cxm_page_row *here)
{
    here->clicks++;
    here->clickers += here->clicked != session->user;
    here->clicked = session->user;
    session->groups |= CXM_PAGES_CLICKED;
}

static uint8_t groups_at(const cxm_page_row *row, const open_session *session)
{
    uint32_t first = session->first_of_user;
    return (uint8_t)((row->seen >= first) * CXM_PAGES_VISITED |
                     (row->entered >= first) * CXM_PAGES_ENTERED |
                     (row->exited >= first) * CXM_PAGES_EXITED |
                     (row->bounced >= first) * CXM_PAGES_BOUNCED |
                     (row->clicked == session->user) * CXM_PAGES_CLICKED);
}

void cxm_pages_count(
    const cxm_page_block *block, cxm_page_row *rows, size_t row_count,
    const cxm_stay_place *places, uint32_t *stays, int64_t row, uint8_t *groups)
{
    open_session session = {0};
    for (size_t i = 0; i < row_count; i++)
        rows[i].seen = rows[i].entered = rows[i].exited = rows[i].bounced = rows[i].clicked = 0;
    for (size_t slot = 0; slot < block->slot_count; slot++) {
        int64_t since = 0;
        uint32_t waiting = 0, waiting_row = 0;
        session.first_of_user = session.number + 1;
        session.user = (uint32_t)slot + 1;
        session.groups = 0;
        for (int32_t s = block->slots[slot].first; s >= 0; s = block->stretches[s].next) {
            cxm_page_stretch stretch = block->stretches[s];
            for (uint32_t k = stretch.begin; k < stretch.end; k++) {
                uint32_t class = block->classes[k], here = block->rows[k];
                int64_t time = stretch.start + block->times[k];
                if (class & CXM_PAGES_START) {
                    close_session(&session, rows);
                } else if (waiting) {
                    uint64_t stay = (uint64_t)(time - since);
                    cxm_stay_place place = places[cxm_stay_bucket(stay)];
                    stays[(place.place + (stay > place.limit)) * row_count + waiting_row]++;
                    rows[waiting_row].stay_sum += (int64_t)stay;
                }
                waiting = class & CXM_PAGES_VIEW;
                waiting_row = here;
                since = time;
                if (waiting) view(&session, rows, here);
                if (class & CXM_PAGES_CLICK) click(&session, rows + here);
            }
        }
        close_session(&session, rows);
        if (session.number >= session.first_of_user)
            session.groups |= CXM_PAGES_VISITED | CXM_PAGES_ENTERED | CXM_PAGES_EXITED;
        groups[slot] = row < 0 ? session.groups : groups_at(rows + row, &session);
    }
}

void cxm_pages_narrow(
    const cxm_page_block *block, const cxm_stay_intervals *intervals, uint32_t *counts)
{
    for (size_t slot = 0; slot < block->slot_count; slot++) {
        int64_t since = 0;
        uint32_t waiting = 0, waiting_row = 0;
        for (int32_t s = block->slots[slot].first; s >= 0; s = block->stretches[s].next) {
            cxm_page_stretch stretch = block->stretches[s];
            for (uint32_t k = stretch.begin; k < stretch.end; k++) {
                uint32_t class = block->classes[k];
                int64_t time = stretch.start + block->times[k];
                if (waiting && !(class & CXM_PAGES_START)) {
                    const cxm_stay_intervals *row = intervals + waiting_row;
                    for (int i = 0; i < 4; i++) {
                        uint64_t above = (uint64_t)(time - since) - row->low[i];
                        if (above < row->width[i]) counts[row->at[i] + (above >> row->shift[i])]++;
                    }
                }
                waiting = class & CXM_PAGES_VIEW;
                waiting_row = block->rows[k];
                since = time;
            }
        }
    }
}

void cxm_pages_labels(
    const uint8_t *classes, const uint32_t *values, size_t count, uint32_t limit,
    uint64_t *counts)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t value = values[i] < limit ? values[i] : limit;
        counts[2 * value] += classes[i] & CXM_PAGES_VIEW;
        counts[2 * value + 1] += (classes[i] & CXM_PAGES_CLICK) >> 1;
    }
}

#define COUNT_CODES(type)                                             \
    for (size_t w = 0; w < words; w++) {                              \
        const type *code = (const type *)codes + 64 * w;              \
        uint64_t view = views[w], click = clicks[w];                  \
        if (view == ~0ull && click == 0) {                            \
            for (size_t b = 0; b < 64; b++) counts[2 * code[b]]++;    \
            continue;                                                 \
        }                                                             \
        for (uint64_t any = view | click; any != 0; any &= any - 1) { \
            size_t b = (size_t)__builtin_ctzll(any);                  \
            counts[2 * code[b]] += view >> b & 1;                     \
            counts[2 * code[b] + 1] += click >> b & 1;                \
        }                                                             \
    }

void cxm_pages_codes(
    const void *codes, int width, const uint64_t *views, const uint64_t *clicks, size_t words,
    uint64_t *counts)
{
    if (width == 1) {
        COUNT_CODES(uint8_t)
    } else if (width == 2) {
        COUNT_CODES(uint16_t)
    } else {
        COUNT_CODES(uint32_t)
    }
}

void cxm_pages_rows(
    const uint32_t *values, size_t count, const uint32_t *table, size_t table_count,
    uint32_t *rows)
{
    uint32_t last = (uint32_t)table_count - 1;
    for (size_t i = 0; i < count; i++) rows[i] = table[values[i] < last ? values[i] : last];
}
