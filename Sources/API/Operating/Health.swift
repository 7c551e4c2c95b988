import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Metadata
import Operations

/// `GET /healthz`: the process answers. `GET /readyz`: it can do its work. `GET /metrics`: figures.
struct Health: Sendable {
    let configuration: Server.Configuration
    let desk: AnalysisDesk
    let requests: RequestCounts

    /// At the root, without the API's prefix.
    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/healthz", right: nil, "Whether the process answers.",
                answers: [.json(.object([.init("status", .text)]))]
            ) { _, _ in .json(["status": "ok"]) },
            Endpoint(
                .get, "/readyz", right: nil, "Whether the server can do its work.",
                answers: [.json(.object([.init("status", .text)], open: true))], handle: readiness),
            Endpoint(
                .get, "/metrics", right: .readMetrics, "Figures in Prometheus' text format.",
                answers: [.stream("text/plain")], handle: metrics),
        ]
    }

    /// What is wrong stands in the log: the answer is for everyone and names no files.
    @Sendable func readiness(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        var checks: [(name: String, isSound: Bool)] = [("home", Self.isUsable(configuration.home))]
        do {
            _ = try await configuration.metadata.setting("population")
            checks.append(("metadata", true))
        } catch {
            context.logger.error("The metadata cannot be read: \(error)")
            checks.append(("metadata", false))
        }
        let isReady = checks.allSatisfy(\.isSound)
        var response = Response.json([
            "status": isReady ? "ok" : "unready",
            "checks": .object(checks.map { .init($0.name, .boolean($0.isSound)) }),
        ])
        if !isReady { response.status = .serviceUnavailable }
        return response
    }

    /// A home that does not exist yet is made by the first import.
    private static func isUsable(_ home: Home) -> Bool {
        let files = FileManager.default
        return !files.fileExists(atPath: home.path) || files.isWritableFile(atPath: home.path)
    }

    @Sendable func metrics(_ request: Request, context: ServerContext) async throws -> Response {
        var all = requests.metrics + analyses + ProcessFigures.metrics
        all += try await jobs()
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(string: all.map(\.text).joined())))
    }

    private var analyses: [Metric] {
        let counts = desk.counts
        let cache = configuration.cache
        func sample(_ name: String, _ word: String, _ value: Int) -> Metric.Sample {
            .init([.init(name, word)], Double(value))
        }
        return [
            Metric(
                "cxm_analyses", .gauge, "Analyses at work and in the queue.",
                [
                    sample("state", "running", desk.runningCount),
                    sample("state", "waiting", desk.waitingCount),
                ]),
            Metric(
                "cxm_analyses_total", .counter, "Analyses that have ended, and those refused.",
                [
                    sample("outcome", "done", counts.done),
                    sample("outcome", "failed", counts.failed),
                    sample("outcome", "cancelled", counts.cancelled),
                    sample("outcome", "refused", counts.refused),
                ]),
            Metric(
                "cxm_answer_cache_hits_total", .counter, "Answers that came from memory.",
                cache.hitCount),
            Metric(
                "cxm_answer_cache_bytes", .gauge, "Memory that kept answers take.",
                cache.byteCount),
        ]
    }

    private func jobs() async throws -> [Metric] {
        let open = try await configuration.metadata.jobs(
            states: [.waiting, .running], limit: 10_000)
        return [
            Metric(
                "cxm_jobs", .gauge, "Jobs that wait and run.",
                [JobRecord.State.waiting, .running].map { state in
                    .init(
                        [.init("state", state.rawValue)],
                        Double(open.count { $0.state == state }))
                })
        ]
    }
}
