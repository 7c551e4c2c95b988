import Columns
import Definitions

extension EventIngest {
    /// Every month of the dataset after the import, and the days that it replaced.
    func writePartitions(
        _ generation: Int64
    ) throws -> (partitions: [Manifest.Partition], replaced: [IngestSummary.ReplacedDay]) {
        var existing: [Int64: Manifest.Partition] = [:]
        for partition in before?.partitions ?? [] { existing[partition.start] = partition }
        var partitions: [Manifest.Partition] = []
        var replaced: [IngestSummary.ReplacedDay] = []
        for (month, runs) in spiller.months.sorted(by: { monthStart($0.key) < monthStart($1.key) })
        {
            let old = existing.removeValue(forKey: monthStart(month))
            let kept = try old.map { try keep($0, month: month, replaced: &replaced) } ?? nil
            partitions.append(try write(month, runs, kept: kept, generation))
        }
        partitions += existing.values
        return (partitions.sorted { $0.start < $1.start }, replaced)
    }

    private func monthStart(_ month: UInt32) -> Int64 { calendar.months[Int(month)] }

    /// A month's events that stay; nil where none do.
    private struct Kept {
        let source: KeptSource
        let summaries: [ValueSummary]
        let eventCount: Int
    }

    private func keep(
        _ entry: Manifest.Partition, month: UInt32, replaced: inout [IngestSummary.ReplacedDay]
    ) throws -> Kept? {
        let partition = try EventPartition(
            folder: store.path + "/" + entry.folder, entry, properties: before?.properties ?? [])
        let summaries = layout.shapes.indices.map { index in
            index < partition.properties.count
                ? partition.properties[index].summary(shape: layout.shapes[index]) : .none
        }
        func kept(_ days: KeptDays?, _ count: Int) -> Kept {
            Kept(
                source: KeptSource(
                    partition, shapes: layout.shapes, hasSequence: layout.hasSequence, days: days),
                summaries: summaries, eventCount: count)
        }
        guard plan.mode == .replaceDays else { return kept(nil, partition.eventCount) }
        let indexes = calendar.days(ofMonth: month)
        let days = KeptDays(
            ends: indexes.map { calendar.bounds($0).upperBound - entry.start },
            stays: indexes.map { dayCounts[$0] == 0 })
        let counts = days.counts(of: partition)
        var stay = partition.eventCount
        for (day, index) in indexes.enumerated() where !days.stays[day] && counts[day] > 0 {
            stay -= counts[day]
            replaced.append(
                .init(
                    date: calendar.date(index), eventsBefore: counts[day],
                    eventsNow: dayCounts[index]))
        }
        return stay > 0 ? kept(days, stay) : nil
    }

    private func write(
        _ month: UInt32, _ runs: MonthRuns, kept: Kept?, _ generation: Int64
    ) throws -> Manifest.Partition {
        let start = monthStart(month)
        let name = String(plan.timezone.date(of: start).text.dropLast(3))
        guard runs.rowCount + (kept?.eventCount ?? 0) <= Int(UInt32.max) else {
            throw EventStoreError.tooManyEvents(dataset: dataset, month: name)
        }
        var summaries = runs.summaries
        if let kept {
            for index in summaries.indices { summaries[index].add(kept.summaries[index]) }
        }
        var sources: [any SortedSource] = kept.map { [$0.source] } ?? []
        for run in runs.runs {
            sources.append(SpilledSource(run, format: spiller.format, file: spiller.file))
        }
        let folder = "\(name).\(generation)"
        var writer = try PartitionWriter(
            folder: Folder(store.path + "/" + folder), start: start, layout: layout,
            eventNameCount: eventNames.count, summaries: summaries)
        var merge = SortedMerge(sources, shapes: layout.shapes, hasSequence: layout.hasSequence)
        try merge.run(into: &writer)
        var partition = try writer.finish()
        partition.folder = folder
        return partition
    }
}

extension KeptDays {
    /// How many events of a partition each day has.
    func counts(of partition: EventPartition) -> [Int] {
        var counts = [Int](repeating: 0, count: ends.count)
        var times = [UInt32](repeating: 0, count: RunSpiller.blockRows)
        for first in stride(from: 0, to: partition.eventCount, by: times.count) {
            let count = min(times.count, partition.eventCount - first)
            partition.time.readCodes(from: first, count: count, into: &times)
            for row in 0..<count { counts[day(of: times[row])] += 1 }
        }
        return counts
    }
}

extension EventPartition.Property? {
    /// What the column's header tells of its values; bounds may be wider than the values.
    fileprivate func summary(shape: ValueShape) -> ValueSummary {
        guard let self else { return .none }
        var summary = ValueSummary()
        summary.hasValues = true
        summary.hasGaps = self.presence != nil
        let header = self.values.header
        let bits = UInt64(8 * header.width)
        switch shape {
        case .codes: summary.greatestCode = UInt32(truncatingIfNeeded: UInt64.max >> (64 - bits))
        case .integers:
            let spread = Int64(truncatingIfNeeded: UInt64.max >> (64 - bits))
            let (greatest, overflow) = header.base.addingReportingOverflow(spread)
            let isWhole = header.width == 8 || overflow
            summary.least = isWhole ? .min : header.base
            summary.greatest = isWhole ? .max : greatest
        case .doubles: break
        }
        return summary
    }
}
