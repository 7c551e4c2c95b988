package import Definitions
package import Metadata

/// Work that a schedule asks for.
package struct PlannedJob: Hashable, Sendable {
    /// Names it among all planned work: `refresh-segments`, `segment/12`.
    package let name: String
    package let kind: String
    package let arguments: JSONValue
    package let schedule: Schedule

    package init(
        name: String, kind: String, arguments: JSONValue = .object([]), schedule: Schedule
    ) {
        self.name = name
        self.kind = kind
        self.arguments = arguments
        self.schedule = schedule
    }
}

/// What is to be changed so that each planned job waits for its next time.
///
/// Of each there is one that waits or runs: a time that comes while it still runs is left out, and
/// times that were missed because nothing was running are made up for once.
package struct JobPlan: Hashable, Sendable {
    package let add: [JobRecord]
    package let cancel: [Int64]

    /// `open` are all jobs that wait or run; those that are not planned ones stay as they are.
    package init(_ wanted: [PlannedJob], open: [JobRecord], now: Int64, zone: Zone) {
        var waiting: [String: JobRecord] = [:]
        for job in open where job.key?.hasPrefix(Self.prefix) == true {
            waiting[job.key ?? ""] = job
        }
        var add: [JobRecord] = []
        var cancel: [Int64] = []
        for job in wanted {
            let planned = Self.record(job, now, zone)
            let found = waiting.removeValue(forKey: Self.prefix + job.name)
            if let found, found.state == .running || Self.fits(found, job, zone) { continue }
            if let found { cancel.append(found.id) }
            if let planned { add.append(planned) }
        }
        cancel += waiting.values.filter { $0.state == .waiting }.map(\.id)
        self.add = add
        self.cancel = cancel.sorted()
    }

    /// The jobs that an import into a dataset or table starts, due at once.
    package static func jobs(
        afterImportOf name: String, _ wanted: [PlannedJob], now: Int64
    ) -> [JobRecord] {
        wanted.filter { $0.schedule.follows(importOf: name) }.map { job in
            JobRecord(
                kind: job.kind, arguments: job.arguments, key: "imported:" + job.name, dueAt: now,
                createdAt: now)
        }
    }

    private static let prefix = "planned:"

    private static func record(_ job: PlannedJob, _ now: Int64, _ zone: Zone) -> JobRecord? {
        job.schedule.next(after: now, in: zone).map { due in
            JobRecord(
                kind: job.kind, arguments: job.arguments, key: prefix + job.name, dueAt: due,
                createdAt: now)
        }
    }

    /// Whether a waiting job is what the schedule would have planned when it was planned. One that was
    /// tried already waits for its retry, whatever the schedule says now.
    private static func fits(_ found: JobRecord, _ job: PlannedJob, _ zone: Zone) -> Bool {
        guard found.kind == job.kind, found.arguments == job.arguments else { return false }
        return found.attempts > 0
            || found.dueAt == job.schedule.next(after: found.createdAt, in: zone)
    }
}

extension JobRecords {
    /// Brings the waiting jobs in line with what is planned.
    package func plan(
        _ wanted: [PlannedJob], now: Int64, zone: Zone
    ) async throws(MetadataError) {
        let open = try await jobs(states: [.waiting, .running], limit: .max)
        let plan = JobPlan(wanted, open: open, now: now, zone: zone)
        for id in plan.cancel { try await cancelIfOpen(id, now) }
        for job in plan.add { _ = try await addJob(job) }
    }

    /// Starts what waits for an import into this dataset or table.
    ///
    /// Work on an import before may have read the data already: where such a job runs, another one waits
    /// behind it.
    package func noteImport(
        of name: String, _ wanted: [PlannedJob], now: Int64
    ) async throws(MetadataError) {
        for var job in JobPlan.jobs(afterImportOf: name, wanted, now: now) {
            let key = job.key ?? ""
            if try await addJob(job) != nil { continue }
            let waiting = try await jobs(states: [.waiting], limit: .max).compactMap(\.key)
            if waiting.contains(where: { $0 == key || $0.hasPrefix(key + ":") }) { continue }
            job.key = key + ":\(now)"
            _ = try await addJob(job)
        }
    }

    /// It may have ended meanwhile, which is as well.
    private func cancelIfOpen(_ id: Int64, _ now: Int64) async throws(MetadataError) {
        do throws(MetadataError) {
            try await requestCancel(id, now: now)
        } catch {
            guard error.code == .conflict else { throw error }
        }
    }
}
