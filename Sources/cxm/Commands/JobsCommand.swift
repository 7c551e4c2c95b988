import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm jobs …`
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "See, do and end work that waits, runs or has ended.",
        subcommands: [
            JobsListCommand.self, JobsShowCommand.self, JobsCancelCommand.self,
            JobsRunCommand.self,
        ])
}

extension JobRecord.State: ExpressibleByArgument {}

/// `cxm jobs list`
struct JobsListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs, newest first.")

    @Option(help: "Only jobs in this state; given again, in that one too.")
    var state: [JobRecord.State] = []
    @Option(help: "How many jobs to list at most.")
    var limit = 50
    @Option(help: "How they are shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit should be at least 1.") }
    }

    func perform(in workplace: Workplace) async throws {
        let store = try workplace.existingMetadata()
        let states = state.isEmpty ? nil : Set(state)
        let jobs = try await store?.jobs(states: states, limit: limit) ?? []
        let zone = workplace.home.zone
        format.write(JobTable(jobs, zone).text, .array(jobs.map { $0.json(in: zone) }))
    }
}

/// `cxm jobs show ID`
struct JobsShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one job: its state, and why it failed.")

    @Argument(help: "The number of the job.")
    var id: Int64
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        guard let job = try await workplace.existingMetadata()?.job(id) else {
            throw CommandFailure("There is no job \(id); 'cxm jobs list' names them.")
        }
        let zone = workplace.home.zone
        format.write(JobDetail(job, zone).text, job.json(in: zone))
    }
}

/// `cxm jobs cancel ID`
struct JobsCancelCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a job that waits or runs.")

    @Argument(help: "The number of the job.")
    var id: Int64
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        guard let store = try workplace.existingMetadata() else {
            throw CommandFailure("There is no job \(id); 'cxm jobs list' names them.")
        }
        let job = try await CancelJob(
            store: store, actor: workplace.actor, now: workplace.now)(id)
        Terminal.write(
            job.state == .cancelled
                ? "Job \(id) is cancelled.\n"
                : "Job \(id) is asked to end; \(job.leaseOwner ?? "its process") ends it soon.\n")
    }
}
