import Columns
import Definitions

/// The passes that answer a question's detail for one segment.
///
/// Cost: a pass with a look at each event, one more where a list is longer than its limit, and those of
/// a page table of one row.
struct PageDetailScan: Sendable {
    let scan: PagesScan
    let plan: PageDetailPlan

    func detail(_ runner: BlockRunner) async throws -> PageDetail {
        let labels = scan.plan.labels
        let row = PageRows(plan.target.map { [$0] } ?? [], of: labels)
        let tally =
            plan.target == nil ? PageTally() : try await scan.counts(runner, row).tallies[0]
        var rows = allRows
        var counts = try await walk(runner, rows)
        let shown = shown(counts)
        if zip(plan.lists, shown).contains(where: { $0.list != .trend && $1.count > plan.limit }) {
            rows = zip(plan.lists, shown).map { self.rows(Array($1.prefix(plan.limit)), $0) }
            counts = try await walk(runner, rows)
        }
        let parts = plan.lists.indices.map { list in
            PageDetail.Part(plan.lists[list].list, Self.table(rows[list], counts[list]))
        }
        return PageDetail(tally: tally, parts: parts)
    }

    /// The users of a row of a list, ascending.
    func people(
        _ runner: BlockRunner, _ list: PageDetail.List, _ value: PageDetail.Value
    ) async throws -> [UInt32] {
        guard let index = plan.lists.firstIndex(where: { $0.list == list }) else { return [] }
        var shown = plan.lists.map { _ in [Int]() }
        switch value {
        case .value(let title):
            let item = plan.lists[index].titles.firstIndex {
                $0.utf8.elementsEqual(title.utf8)
            }
            guard let item else { return [] }
            shown[index] = [item]
        case .other:
            let found = self.shown(try await walk(runner, allRows))
            shown[index] = Array(found[index].prefix(plan.limit))
        case .none, .edge, .point: break
        }
        let rows = zip(plan.lists, shown).map { self.rows($1, $0) }
        guard let row = rows[index].row(of: value) else { return [] }
        let walker = PageDetailWalker(plan, rows)
        return try await run(runner, start: Collector(walker: walker)) { worker, slot, number in
            guard worker.walker.holdsUser(index, row) else { return }
            worker.users.append(UInt32(number))
        }.flatMap(\.users).sorted()
    }

    private struct Collector: Sendable {
        var walker: PageDetailWalker
        var users: [UInt32] = []
    }

    private var allRows: [PageDetailRows] {
        plan.lists.map { rows(Array($0.titles.indices), $0) }
    }

    private func rows(_ shown: [Int], _ list: PageDetailPlan.List) -> PageDetailRows {
        list.list == .trend
            ? PageDetailRows(points: plan.starts.count) : PageDetailRows(shown, of: list)
    }

    /// The items of each list, those with more first. `counts` are those of `allRows`.
    private func shown(_ counts: [PageDetailWalker.Counts]) -> [[Int]] {
        zip(plan.lists, counts).map { list, found in
            list.titles.indices.filter { found.counts[$0] > 0 }.sorted {
                found.counts[$0] == found.counts[$1]
                    ? list.titles[$0].utf8.lexicographicallyPrecedes(list.titles[$1].utf8)
                    : found.counts[$0] > found.counts[$1]
            }
        }
    }

    private static func table(
        _ rows: PageDetailRows, _ counts: PageDetailWalker.Counts
    ) -> [PageDetail.Row] {
        rows.values.indices.map { row in
            PageDetail.Row(
                rows.values[row], count: counts.counts[row], users: counts.users[row])
        }.filter { row in
            if case .point = row.value { true } else { row.count > 0 }
        }.sorted { $0.precedes($1) }
    }

    /// What all workers together have counted.
    private func walk(
        _ runner: BlockRunner, _ rows: [PageDetailRows]
    ) async throws -> [PageDetailWalker.Counts] {
        let walker = PageDetailWalker(plan, rows)
        let parts = try await run(runner, start: Collector(walker: walker)) { _, _, _ in }
        var sum = rows.map { PageDetailWalker.Counts(rows: $0.values.count) }
        for part in parts {
            for (list, counts) in part.walker.lists.enumerated() {
                for row in counts.counts.indices {
                    sum[list].counts[row] += counts.counts[row]
                    sum[list].users[row] += counts.users[row]
                }
            }
        }
        return sum
    }

    /// Follows every user; `after` is called when a user is done.
    private func run(
        _ runner: BlockRunner, start: Collector,
        _ after: @Sendable @escaping (inout Collector, _ slot: Int, _ number: Int) -> Void
    ) async throws -> [Collector] {
        let first = PagesScan.Reading(events: PageEvents(), worker: start)
        let labels = scan.plan.labels
        let rows = labels.labelOfRank.map { UInt32($0) } + [UInt32(labels.titles.count)]
        return try await runner.run(blocks: scan.blocks.count, start: { first }) {
            reading, block in
            let users = scan.blocks.users(block)
            reading.events.read(scan, users: users, rows: rows, others: plan.properties)
            for slot in 0..<users.count {
                reading.worker.walker.walk(
                    slot, of: reading.events.block, reading.events.others,
                    number: users.lowerBound + slot)
                after(&reading.worker, slot, users.lowerBound + slot)
            }
        }.map(\.worker)
    }
}
