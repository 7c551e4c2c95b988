import ArgumentParser
import Definitions
import Jobs
import Metadata
import Operations
import Synchronization

/// `cxm jobs run`
struct JobsRunCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do the jobs that are due now and end: for hosts where no server runs.")

    @Option(help: "How what was done is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let ended = try await work(in: workplace)
        let zone = workplace.home.zone
        format.write(
            ended.isEmpty ? "Nothing is due.\n" : JobTable(ended, zone).text,
            .array(ended.map { $0.json(in: zone) }))
        if ended.contains(where: { $0.failure != nil }) { throw ExitCode.failure }
    }

    /// The jobs as they ended, in that order. Nothing is made where nothing was ever saved.
    private func work(in workplace: Workplace) async throws -> [JobRecord] {
        guard let store = try workplace.existingMetadata() else { return [] }
        let log = Log()
        try await workplace.scheduler(on: store, note: log.note).runDue()
        await store.close()
        return log.ended
    }

    private final class Log: Sendable {
        private let jobs = Mutex<[JobRecord]>([])

        var ended: [JobRecord] { jobs.withLock { $0 } }

        @Sendable func note(_ event: JobEvent) {
            if case .ended(let job) = event { jobs.withLock { $0.append(job) } }
        }
    }
}
