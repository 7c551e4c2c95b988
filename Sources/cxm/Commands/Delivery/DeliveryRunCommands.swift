import ArgumentParser
import Definitions
import Metadata
import Operations

extension Listing {
    /// Runs of a delivery, one a row.
    static func runs(_ runs: [DeliveryRunRecord], isList: Bool = true) -> Listing {
        Listing(
            columns: [
                .number("run"), "state", "as of", .number("entered"), .number("left"),
                .number("held out"), .number("suppressed"), .number("sent"),
                .number("refused"), "why",
            ],
            rows: runs.map { run in
                [
                    "\(run.id)", run.state.rawValue, run.dataDate, Grouped.text(run.entered),
                    Grouped.text(run.left), Grouped.text(run.heldOut),
                    Grouped.text(run.suppressed), Grouped.text(run.sent),
                    Grouped.text(run.rejected), run.failure ?? "",
                ]
            }, json: isList ? .array(runs.map(\.json)) : runs.first?.json ?? .null,
            empty: "It has no runs.")
    }
}

/// `cxm delivery dry-run DELIVERY`
struct DeliveryDryRunCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "dry-run", abstract: "Show what would be sent now, without sending it.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let outcome = try await DryRunDelivery(space)(space.findDelivery(delivery))
        return Listing(
            columns: [
                "as of", .number("members"), .number("suppressed"), .number("held out"),
                .number("entered"), .number("left"), .number("batches"),
            ],
            rows: [
                [
                    outcome.run.dataDate, Grouped.text(outcome.members),
                    Grouped.text(outcome.run.suppressed), Grouped.text(outcome.run.heldOut),
                    Grouped.text(outcome.run.entered), Grouped.text(outcome.run.left),
                    Grouped.text(outcome.run.batches),
                ]
            ], json: outcome.json,
            footer: outcome.rows.isEmpty
                ? "" : "\nIts first rows:\n" + outcome.rows.map { $0.rendered() + "\n" }.joined())
    }
}

/// `cxm delivery run DELIVERY`
struct DeliveryRunCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Send a delivery now, and wait for its end.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    var homeOptions: HomeOptions { options.homeOptions }

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.deliveries()
        let found = try await space.findDelivery(delivery)
        let job = try await StartDelivery(space)(found)
        await workplace.scheduler(on: space.metadata).runDueDeliveries()
        let run = try await newestRun(of: found, by: job, space)
        Terminal.write(Listing.runs([run], isList: false).text(options.format))
        await space.metadata.close()
        if run.state != .done { throw ExitCode.failure }
    }

    /// What this job has sent, never what one before it has.
    private func newestRun(
        of delivery: DeliveryRecord, by job: JobRecord, _ space: DeliverySpace
    ) async throws -> DeliveryRunRecord {
        let runs = try await space.metadata.deliveryRuns(of: delivery.id, before: nil, limit: 100)
        if let run = runs.first(where: { $0.job == job.id }) { return run }
        let failure = try await space.metadata.job(job.id)?.failure
        throw CommandFailure(
            "The delivery '\(delivery.name)' was not run: "
                + (failure ?? "nothing was sent yet; see 'cxm jobs show \(job.id)'."))
    }
}

/// `cxm delivery runs DELIVERY`
struct DeliveryRunsCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs of a delivery, newest first.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @Option(help: "How many runs to list at most.")
    var limit = 20
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        return .runs(
            try await space.metadata.deliveryRuns(
                of: found.id, before: nil, limit: max(1, limit)))
    }
}

/// `cxm delivery errors DELIVERY`
struct DeliveryErrorsCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "List the rows that a destination has refused.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @Option(help: "The run; without it the newest.")
    var run: Int64?
    @Option(help: "How many rows to list at most.")
    var limit = 100
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        let newest = try await space.metadata.deliveryRuns(of: found.id, before: nil, limit: 1)
        guard let id = run ?? newest.first?.id,
            try await space.metadata.deliveryRun(id)?.delivery == found.id
        else { throw CommandFailure("The delivery '\(found.name)' has no such run.") }
        let errors = try await space.metadata.deliveryErrors(
            of: id, after: nil, limit: max(1, limit))
        return Listing(
            columns: [.number("batch"), .number("row"), "user", "change", "code", "message"],
            rows: errors.map {
                ["\($0.batch)", "\($0.row)", $0.user, $0.change, $0.code, $0.message]
            }, json: .array(errors.map(\.json)), empty: "No row was refused.")
    }
}

/// `cxm delivery holdout DELIVERY`
struct DeliveryHoldoutCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "holdout", abstract: "Show who was ever held out of a delivery.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @Option(help: "Only whether this user was.")
    var user: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        let held = HeldOutUsers(space)
        if let user {
            let isHeld = try held.contains(user, of: found)
            return Listing(
                columns: ["user", "held out"], rows: [[user, isHeld ? "yes" : "no"]],
                json: ["user": .string(user), "held_out": .boolean(isHeld)])
        }
        let ids = try await held.stream(of: found).ids()
        return Listing(
            columns: ["user"], rows: ids.map { [$0] }, json: .array(ids.map { .string($0) }),
            empty: "Nobody was held out.")
    }
}
