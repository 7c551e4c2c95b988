package import Definitions
package import HTTPClients
package import Jobs
package import Metadata

/// Plans what schedules ask for and what tables need, and does it, beside a server or once.
///
///     let scheduler = Scheduler(metadata: store, zone: zone, owner: "host 1") { now in … }
///     await scheduler.run()        // until its task is cancelled
///
/// Any number of them share one metadata store: each job is done by one.
package struct Scheduler: Sendable {
    private let metadata: any MetadataStore
    private let zone: Zone
    private let clock: any JobClock
    private let report: @Sendable (JobEvent) -> Void
    private let open: RefreshSegments.SpaceFactory
    /// Imports, refreshes, deliveries: what comes from one before is done by the next. Of imports and of
    /// refreshes one at a time; deliveries wait for others most of their time.
    private let runners: [JobRunner]
    /// Milliseconds between looks at the schedules.
    private let planPause: Int64

    /// `owner`: unique among all, those of a process before included. `dropFolder`: as in `DeliverySpace`.
    /// `importFolder`: as in `PerformImports`.
    package init(
        metadata: any MetadataStore, zone: Zone, owner: String,
        options: JobRunner.Options = Self.options, planPause: Int64 = 15_000,
        clock: any JobClock = SystemJobClock(),
        report: @escaping @Sendable (JobEvent) -> Void = { _ in },
        sender: any HTTPSender = NetworkSender(), dropFolder: String? = nil,
        importFolder: String? = nil, space: @escaping RefreshSegments.SpaceFactory
    ) {
        self.metadata = metadata
        self.zone = zone
        self.clock = clock
        self.report = report
        self.planPause = planPause
        open = space
        let refresh = RefreshSegments(space)
        let deliver = DeliverSegments { now in
            DeliverySpace(segments: try space(now), sender: sender, dropFolder: dropFolder)
        }
        let imports = PerformImports(folder: importFolder, space)
        var several = options
        several.concurrency = Self.deliveriesAtOnce
        runners = [
            JobRunner(
                jobs: metadata, owner: owner + " imports",
                handlers: [PerformImports.kind: { try await imports($0, $1) }],
                options: options, clock: clock, report: report),
            JobRunner(
                jobs: metadata, owner: owner,
                handlers: [
                    RefreshSegments.kind: { try await refresh($0, $1) },
                    PrepareTables.kind: { job, context in
                        try await PrepareTables(space(context.now).context).work(on: job)
                    },
                ],
                options: options, clock: clock, report: report),
            JobRunner(
                jobs: metadata, owner: owner + " deliveries",
                handlers: [DeliverSegments.kind: { try await deliver($0, $1) }],
                options: several, clock: clock, report: report),
        ]
    }

    private static let deliveriesAtOnce = 4

    /// One refresh at a time: each takes the memory and the threads that there are.
    package static var options: JobRunner.Options {
        var options = JobRunner.Options()
        options.concurrency = 1
        return options
    }

    /// Works until its task is cancelled; jobs that are at work then are handed back.
    package func run() async {
        await withTaskGroup { group in
            for runner in runners { group.addTask { try? await runner.run() } }
            group.addTask {
                while !Task.isCancelled {
                    await planOrReport()
                    do {
                        try await clock.sleep(until: clock.now + planPause)
                    } catch {
                        return
                    }
                }
            }
        }
    }

    /// Does what is due now and ends; what comes next is planned then.
    package func runDue() async throws(MetadataError) {
        try await plan()
        for runner in runners { await runner.runDue() }
        try await plan()
    }

    /// Does the deliveries that are due now and ends.
    package func runDueDeliveries() async { await runners[2].runDue() }

    /// Brings the waiting jobs in line with the schedules of segments and deliveries, adds those that
    /// prepare tables, and forgets those that ended long ago.
    package func plan() async throws(MetadataError) {
        let now = clock.now
        let plan = try await WorkPlan(metadata, now: now, zone: zone)
        try await metadata.plan(plan.jobs, now: now, zone: zone)
        // A home that cannot be read says so where it is asked; refreshes are planned all the same.
        let preparation = (try? await PrepareTables(open(now).context).jobs(metadata)) ?? []
        for job in preparation { _ = try await metadata.addJob(job) }
        try await RemoveEndedJobs(metadata)(now: now)
    }

    private func planOrReport() async {
        do throws(MetadataError) {
            try await plan()
        } catch {
            report(.storeFailed(error))
        }
    }
}
