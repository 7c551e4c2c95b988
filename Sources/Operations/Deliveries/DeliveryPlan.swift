package import Definitions
package import Jobs
package import Metadata

/// The jobs that the schedules of deliveries ask for.
package struct DeliveryPlan: Sendable {
    package let jobs: [PlannedJob]

    package init(_ deliveries: [DeliveryRecord]) {
        jobs = deliveries.filter { !$0.isPaused }.compactMap { delivery in
            guard let schedule = delivery.schedule.flatMap({ try? Schedule($0) }) else {
                return nil
            }
            return PlannedJob(
                name: "\(DeliverSegments.kind)/\(delivery.id)", kind: DeliverSegments.kind,
                arguments: DeliverRequest(delivery: delivery.id).json, schedule: schedule)
        }
    }
}

/// All that schedules ask for: refreshes first, so that what waits for one import comes after them.
package struct WorkPlan: Sendable {
    package let jobs: [PlannedJob]

    package init(
        _ metadata: any SegmentRecords & DeliveryRecords, now: Int64, zone: Zone
    ) async throws(MetadataError) {
        let refreshes = try await RefreshPlan(metadata, now: now, zone: zone)
        jobs = refreshes.jobs + DeliveryPlan(try await metadata.deliveries(of: nil)).jobs
    }

    /// Starts what waits for an import into this dataset or table; nothing else.
    package static func noteImport(
        of name: String, in metadata: any SegmentRecords & JobRecords & DeliveryRecords,
        now: Int64, zone: Zone
    ) async throws(MetadataError) {
        let plan = try await WorkPlan(metadata, now: now, zone: zone)
        try await metadata.noteImport(of: name, plan.jobs, now: now)
    }
}

extension SegmentSpace {
    /// Brings waiting jobs in line with the schedules of segments and deliveries.
    func planWork() async throws(MetadataError) {
        let plan = try await WorkPlan(metadata, now: now, zone: home.zone)
        try await metadata.plan(plan.jobs, now: now, zone: home.zone)
    }
}

/// Which delivery a job sends, as its arguments say it.
struct DeliverRequest: Hashable, Sendable {
    let delivery: Int64
    /// Only what was begun before goes on.
    var resumesOnly = false

    init(delivery: Int64, resumesOnly: Bool = false) {
        self.delivery = delivery
        self.resumesOnly = resumesOnly
    }

    init(_ json: JSONValue) throws(DefinitionError) {
        let reader = JSONReader(json)
        try reader.allow(["delivery", "resumes_only"])
        let text = try reader.member("delivery")
        guard let id = Int64(try text.string()) else {
            throw DefinitionError(.wrongType, at: text.pointer, "This is no delivery's id.")
        }
        delivery = id
        resumesOnly = try reader.optional("resumes_only")?.boolean() ?? false
    }

    var json: JSONValue {
        let delivery: JSONValue = .string(String(delivery))
        return resumesOnly
            ? ["delivery": delivery, "resumes_only": .boolean(true)] : ["delivery": delivery]
    }
}
