import Definitions
import Jobs
import Metadata

/// Which segments a job refreshes, as its arguments say it.
enum RefreshRequest: Hashable, Sendable {
    /// `{}`: all that have a schedule.
    case all
    /// `{"at": "06:30"}`: those that are due at that time of day.
    case at(String)
    /// `{"after_import": "payments"}`: those that wait for imports of it.
    case afterImport(String)
    /// `{"segments": ["12", "15"], "started_by": "ann"}`: these, whatever their schedules say.
    case named([String], by: String? = nil)

    init(_ json: JSONValue) throws(DefinitionError) {
        let reader = JSONReader(json)
        try reader.allow(["at", "after_import", "segments", "started_by"])
        if let ids = try reader.optional("segments") {
            self = .named(
                try ids.array().map { (id) throws(DefinitionError) in try id.string() },
                by: try reader.optional("started_by")?.string())
        } else if let time = try reader.optional("at") {
            self = .at(try time.string())
        } else if let name = try reader.optional("after_import") {
            self = .afterImport(try name.string())
        } else {
            self = .all
        }
    }

    var json: JSONValue {
        switch self {
        case .all: [:]
        case .at(let time): ["at": .string(time)]
        case .afterImport(let name): ["after_import": .string(name)]
        case .named(let ids, let person):
            JSONValue.object([.init("segments", .array(ids.map { .string($0) }))]).with(
                person.map { [.init("started_by", .string($0))] } ?? [])
        }
    }

    /// Whether a segment is to be refreshed by a job that was planned at `planned`, at `now`.
    ///
    /// A time counts when it has come between the two, so that a day of the week that was missed
    /// because nothing was running is made up for.
    func takes(_ segment: SegmentRecord, planned: Int64, now: Int64, zone: Zone) -> Bool {
        if case .named(let ids, _) = self {
            return ids.contains(String(segment.id)) && segment.isRunnable(at: now, zone)
        }
        guard segment.isRefreshed(on: zone.date(of: now).text) else { return false }
        return segment.scheduleRules.contains { rule in
            switch (self, rule) {
            case (.all, _): true
            case (.afterImport(let name), .afterImport(let other)): name == other
            case (.at(let text), .daily(let time)), (.at(let text), .weekly(_, let time)):
                time.text == text
                    && (Schedule(rule).latest(upTo: now, in: zone) ?? .min) > planned
            default: false
            }
        }
    }
}

extension SegmentRecord {
    fileprivate func isRunnable(at now: Int64, _ zone: Zone) -> Bool {
        let day = zone.date(of: now).text
        return status != .archived && (expires ?? day) >= day
    }
}
