import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import MetadataSQLite

@testable import API

/// Endpoints of a test behind the server's frame, asked without a socket.
enum TestFrame {
    static func run(
        _ endpoints: [Endpoint], as role: Role = .admin,
        records: (any IdempotencyRecords)? = nil,
        now: @escaping @Sendable () -> Int64 = { 1_793_460_000_000 },
        _ test: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            RequestIdentity()
            Compression()
            ProblemAnswers()
            EveryoneIs(caller: Caller(id: 1, name: "ann", kind: .person(role)))
        }
        let idempotency = Idempotency(
            records: try records ?? SQLiteMetadata.inMemory(), now: now)
        for endpoint in endpoints {
            router.on(RouterPath(OpenAPI.prefix + endpoint.path), method: endpoint.method) {
                try await endpoint.respond($0, $1, idempotency: idempotency)
            }
        }
        OtherMethods(endpoints: endpoints, prefix: OpenAPI.prefix).add(to: router)
        try await Application(router: router).test(.router, test)
    }
}

/// In place of sign-in.
private struct EveryoneIs: RouterMiddleware {
    typealias Context = ServerContext

    let caller: Caller

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = caller
        return try await next(request, context)
    }
}
