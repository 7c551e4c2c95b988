package import Definitions
package import Jobs
package import Metadata

/// The refreshes that the schedules of segments ask for.
///
///     RefreshPlan(segments, on: "2026-11-24").jobs     // one at 06:30, one after imports of payments
///
/// Segments that are due at one time of day are one job, so that one run evaluates them together; so are
/// those that wait for imports of one name.
package struct RefreshPlan: Sendable {
    package let jobs: [PlannedJob]

    /// `day`: today; segments that are not active or have expired by then count for nothing.
    package init(_ segments: [SegmentRecord], on day: String) {
        var times: [TimeOfDay: Set<Weekday>] = [:]
        var imports: Set<String> = []
        for rule in segments.filter({ $0.isRefreshed(on: day) }).flatMap(\.scheduleRules) {
            switch rule {
            case .daily(let time): times[time, default: []].formUnion(Weekday.allCases)
            case .weekly(let days, let time): times[time, default: []].formUnion(days)
            case .afterImport(let name): imports.insert(name)
            }
        }
        jobs =
            times.sorted { $0.key.text < $1.key.text }.map { Self.job(at: $0.key, on: $0.value) }
            + imports.sorted().map(Self.job(afterImportOf:))
    }

    private static func job(at time: TimeOfDay, on days: Set<Weekday>) -> PlannedJob {
        let isDaily = days.count == Weekday.allCases.count
        return PlannedJob(
            name: "\(RefreshSegments.kind)/at/\(time.text)", kind: RefreshSegments.kind,
            arguments: RefreshRequest.at(time.text).json,
            schedule: Schedule(
                isDaily
                    ? .daily(time)
                    : .weekly(on: Weekday.allCases.filter(days.contains), at: time)))
    }

    private static func job(afterImportOf name: String) -> PlannedJob {
        PlannedJob(
            name: "\(RefreshSegments.kind)/after/\(name)", kind: RefreshSegments.kind,
            arguments: RefreshRequest.afterImport(name).json,
            schedule: Schedule(.afterImport(name)))
    }
}

extension RefreshPlan {
    /// What is planned as of now.
    package init(
        _ metadata: any SegmentRecords, now: Int64, zone: Zone
    ) async throws(MetadataError) {
        self.init(
            try await metadata.segments(SegmentListFilter(statuses: [.active])),
            on: zone.date(of: now).text)
    }
}

extension SegmentRecord {
    /// Whether a run of this day takes it without being asked for it by name.
    func isRefreshed(on day: String) -> Bool { status == .active && (expires ?? day) >= day }

    /// None where it is refreshed by hand, or where what is stored is no schedule.
    var scheduleRules: [Schedule.Rule] {
        schedule.flatMap { try? Schedule($0) }?.rules ?? []
    }
}

extension SegmentSpace {
    /// Refuses what is no schedule, with its place and the nearest name.
    func check(schedule: JSONValue?) throws(DefinitionError) {
        guard let schedule else { return }
        _ = try Schedule(JSONReader(schedule, pointer: "/schedule"))
    }
}
