import Definitions
import Hummingbird
import Metadata
import Operations

/// `/jobs`: work that waits, runs or has ended. Those who may not operate the server see their own.
struct Jobs {
    let configuration: Server.Configuration

    private static let job = Parameter.path("job", .integer, "The job's number.")
    private static let states = JobRecord.State.allCases.map(\.rawValue)

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/jobs", right: .look, "Jobs, newest first.",
                parameters: [
                    .query("kind", .text, "Only of this kind, such as import."),
                    .query(
                        "state", .list(.oneOf(Self.states)), "In this state; may be given again."),
                    .query("limit", .whole(1...500), "How many at most; 50 without it."),
                ], answers: [.json(JobSchemas.list)], handle: list),
            Endpoint(
                .get, "/jobs/{job}", right: .look, "One job: its state, and why it failed.",
                parameters: [Self.job], answers: [.json(JobSchemas.job)], handle: show),
            Endpoint(
                .post, "/jobs/{job}/cancel", right: .look, "Ends a job that waits or runs.",
                parameters: [Self.job], answers: [.json(JobSchemas.job)], problems: [409],
                handle: cancel),
            Endpoint(
                .post, "/jobs/{job}/repeat", right: .look, "Does the work of an ended job again.",
                parameters: [Self.job], answers: [.json(JobSchemas.job, status: 201)],
                problems: [409], handle: again),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let states = try inputs.words("state", of: JobRecord.State.self)
        let limit = try inputs.integer("limit", in: 1...500) ?? 50
        let caller = try context.requireCaller()
        let all = try await configuration.metadata.jobs(
            kind: inputs.text("kind"), states: states.isEmpty ? nil : Set(states),
            limit: caller.may(.operate) ? limit : 5000)
        let shown = all.filter { $0.isSeen(by: caller) }.prefix(limit)
        return .json(["jobs": .array(shown.map { $0.json(in: configuration.home.zone) })])
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        .json(try await job(request, context).json(in: configuration.home.zone))
    }

    @Sendable func cancel(_ request: Request, context: ServerContext) async throws -> Response {
        let job = try await job(request, context)
        let cancelled = try await CancelJob(
            store: configuration.metadata, actor: context.requireCaller().name,
            now: configuration.now())(job.id)
        return .json(cancelled.json(in: configuration.home.zone))
    }

    @Sendable func again(_ request: Request, context: ServerContext) async throws -> Response {
        let job = try await job(request, context)
        let added = try await RepeatJob(
            store: configuration.metadata, actor: context.requireCaller().name,
            now: configuration.now())(job.id)
        return .made(
            added.json(in: configuration.home.zone), at: OpenAPI.prefix + "/jobs/\(added.id)")
    }

    /// One of others is as one that is not there.
    private func job(_ request: Request, _ context: ServerContext) async throws -> JobRecord {
        let id = try Inputs(request, context).id("job")
        guard let job = try await configuration.metadata.job(id),
            job.isSeen(by: try context.requireCaller())
        else { throw Problem.noSuch("job", String(id), parameter: "job") }
        return job
    }
}

extension JobRecord {
    fileprivate func isSeen(by caller: Caller) -> Bool {
        caller.may(.operate) || arguments["started_by"] == .string(caller.name)
    }
}

/// What the addresses of jobs give.
enum JobSchemas {
    static let job = Schema.object(
        [
            .init("id", .integer), .init("kind", .text),
            .init("state", .oneOf(JobRecord.State.allCases.map(\.rawValue))),
            .init("arguments", .any), .init("due_at", .nullable(.time)),
            .init("attempts", .integer), .init("cancel_requested", .boolean),
            .init("failure", .nullable(.text)), .init("remedy", .nullable(.text)),
            .init("progress", .nullable(ImportSchemas.progress)),
            .init("result", .nullable(ImportSchemas.result)),
            .init("created_at", .nullable(.time)), .init("ended_at", .nullable(.time)),
        ], open: true)
    static let list = Schema.object([.init("jobs", .list(job))])
}
