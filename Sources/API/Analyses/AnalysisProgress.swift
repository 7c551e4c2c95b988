import Definitions
import HTTPTypes
import Hummingbird

/// `GET /api/v1/analyses/{id}/progress`, `DELETE /api/v1/analyses/{id}`: for who asked, and for admins.
struct AnalysisProgress: Sendable {
    let desk: AnalysisDesk

    private static let pause = Duration.milliseconds(200)

    @Sendable func show(_ request: Request, context: ServerContext) throws -> Response {
        let (id, caller) = try asked(request, context)
        guard let status = desk.status(of: id, for: caller) else { throw Problem.noAnalysis(id) }
        guard request.headers[.accept]?.contains("text/event-stream") == true else {
            return .json(status.json)
        }
        return events(of: id, caller)
    }

    /// `progress` whenever something has changed, `end` when there is no more to come.
    private func events(of id: String, _ caller: String?) -> Response {
        .events { send in
            var last: JSONValue?
            while let status = desk.status(of: id, for: caller) {
                if status.state.hasEnded { return try await send("end", status.json) }
                let json = status.json
                if json != last { try await send("progress", json) }
                last = json
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    @Sendable func end(_ request: Request, context: ServerContext) throws -> Response {
        let (id, caller) = try asked(request, context)
        guard desk.stop(id, for: caller) else { throw Problem.noAnalysis(id) }
        return .nothing
    }

    /// The id, and whose it must be.
    private func asked(
        _ request: Request, _ context: ServerContext
    ) throws(Problem) -> (id: String, caller: String?) {
        let caller = try context.requireCaller()
        let id = try Inputs(request, context).required("id")
        return (id, caller.may(.operate) ? nil : caller.key)
    }
}

extension Problem {
    static func noAnalysis(_ id: String) -> Problem {
        Problem(
            .notFound, "not_found",
            "No analysis '\(id.prefix(80))' runs or waits, or has ended lately.", parameter: "id")
    }
}
