package import Definitions
package import EventStore

/// Works out attributes from events, as columns by user number.
///
///     let engine = EstimateEngine(dataset: dataset, threads: 2)
///     let values = try await engine.values(of: estimate, in: frame, zone: zone)
///
/// The rule must have been checked against the dataset's schema. Cost: one pass over the event codes and
/// what the rule reads of the events that match; three of them for a score.
package struct EstimateEngine: Sendable {
    package let dataset: EventDataset
    private let runner: BlockRunner

    package init(
        dataset: EventDataset, threads: Int, progress: BlockRunner.Progress? = nil
    ) {
        self.dataset = dataset
        runner = BlockRunner(threads: threads, progress: progress)
    }

    package init(dataset: EventDataset, runner: BlockRunner) {
        self.dataset = dataset
        self.runner = runner
    }

    /// Every user's value.
    package func values(
        of estimate: Estimate, in frame: EstimateFrame, zone: Zone
    ) async throws -> UserValues {
        if case .rfm(let score, let property) = estimate.rule {
            return try await scores(score, property, estimate, frame, zone)
        }
        let reading = try EstimateReading(
            estimate.matcher, property: estimate.property, isValued: estimate.needsValue,
            hours: estimate.rule == .mostUsedHour, frame,
            NameCompiler(dataset: dataset, zone: zone))
        let scan = scan(reading)
        let type = estimate.type(in: dataset.schema)
        switch estimate.rule {
        case .mostFrequent, .mostUsedHour:
            let tally = FrequencyTally(domain: reading.domain)
            let keys = try await scan.keys(tally, most: tally.userLimit)
            return Self.values(type, keys, reading)
        case .first, .last:
            var isFirst = false
            if case .first = estimate.rule { isFirst = true }
            return Self.values(type, try await scan.keys(EdgeTally(isFirst: isFirst)), reading)
        case .daysSinceLast:
            return UserValues(
                type, numbers: try await scan.keys(DayTally(reading, lastDay: frame.lastDay)))
        case .daysActive:
            return UserValues(
                type, numbers: try await scan.keys(DayTally(reading, lastDay: nil)))
        case .sum:
            return UserValues(
                type, numbers: try await scan.keys(Self.sum(reading, isAverage: false)))
        case .average:
            return UserValues(
                type, numbers: try await scan.keys(Self.sum(reading, isAverage: true)))
        case .count, .rfm: return UserValues(type, numbers: try await scan.keys(CountTally()))
        }
    }

    private func scan(_ reading: EstimateReading) -> EstimateScan {
        EstimateScan(dataset: dataset, runner: runner, reading: reading)
    }

    private static func sum(_ reading: EstimateReading, isAverage: Bool) -> SumTally {
        var isInteger = false
        if case .integers = reading.source { isInteger = true }
        return SumTally(isInteger: isInteger, isAverage: isAverage)
    }

    private static func values(
        _ type: DatasetSchema.PropertyType, _ keys: UserKeys, _ reading: EstimateReading
    ) -> UserValues {
        switch reading.source {
        case .places: return UserValues(type, places: keys, in: reading.values)
        case .hour:
            return UserValues(type, places: keys, in: (0..<24).map { .integer($0) })
        case .integers, .doubles, .nothing: return UserValues(type, numbers: keys)
        }
    }

    /// Users with an event in a range that passes the filters.
    package func users(
        in range: ResolvedRange, filters: [Filter] = [], zone: Zone
    ) async throws -> UserMask {
        let frame = EstimateFrame(range, dataFrom: nil, dataUntil: nil, zone: zone)
        return try await scan(
            EstimateReading(
                nil, property: nil, isValued: false, filters: filters, frame,
                NameCompiler(dataset: dataset, zone: zone))
        ).users()
    }
}

extension EstimateEngine {
    /// Scores of 1 to 5 among the users who have an event that counts.
    private func scores(
        _ score: Estimate.Score, _ property: String?, _ estimate: Estimate, _ frame: EstimateFrame,
        _ zone: Zone
    ) async throws -> UserValues {
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        let events = try EstimateReading(
            estimate.matcher, property: nil, isValued: false, frame, compiler)
        let days = try await scan(events).keys(DayTally(events, lastDay: frame.lastDay))
        let users = days.present.indices.filter { days.present[$0] }
        func recency() -> [Int] {
            // More days are worse: turned around, greater is better.
            QuintileScore.scores(users.map { ~days.keys[$0] })
        }
        func frequency() async throws -> [Int] {
            let counts = try await scan(events).keys(CountTally())
            return QuintileScore.scores(users.map { counts.keys[$0] })
        }
        func monetary() async throws -> [Int] {
            let money = try EstimateReading(
                estimate.matcher, property: property, isValued: true, frame, compiler)
            let sums = try await scan(money).keys(Self.sum(money, isAverage: false))
            return QuintileScore.scores(users.map { sums.keys[$0] })
        }
        var keys = UserKeys(count: days.keys.count)
        func fill(_ scores: [Int]) {
            for (index, user) in users.enumerated() {
                keys.keys[user] = UInt64(scores[index] - 1)
                keys.present[user] = true
            }
        }
        let one = (1...5).map { Value.integer(Int64($0)) }
        switch score {
        case .recency: fill(recency())
        case .frequency: fill(try await frequency())
        case .monetary: fill(try await monetary())
        case .combined:
            let (r, f, m) = (recency(), try await frequency(), try await monetary())
            fill(users.indices.map { 25 * (r[$0] - 1) + 5 * (f[$0] - 1) + m[$0] })
            let texts = (0..<125).map { Value.text("\($0 / 25 + 1)\($0 / 5 % 5 + 1)\($0 % 5 + 1)") }
            return UserValues(.text, places: keys, in: texts)
        }
        return UserValues(.integer, places: keys, in: one)
    }
}

extension QuintileScore {
    /// The scores of users by keys of which the greater are better.
    fileprivate static func scores(_ keys: [UInt64]) -> [Int] {
        var worse: [UInt64: Int] = [:]
        for (index, key) in keys.sorted().enumerated() where worse[key] == nil {
            worse[key] = index
        }
        return keys.map { of(worse: worse[$0] ?? 0, among: keys.count) }
    }
}
