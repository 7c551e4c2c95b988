import HTTPTypes
import Hummingbird

/// Answers methods that an address does not take: 405, with those that it takes.
struct OtherMethods {
    private static let all: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    let endpoints: [Endpoint]
    let prefix: String

    func add(to router: Router<ServerContext>) {
        let byPath = Dictionary(grouping: endpoints, by: \.path)
        for (path, endpoints) in byPath.sorted(by: { $0.key < $1.key }) {
            var taken = endpoints.map(\.method)
            // The router answers HEAD by itself where it has GET.
            if taken.contains(.get) { taken.append(.head) }
            let names = Self.all.filter(taken.contains).map(\.rawValue).joined(separator: ", ")
            for method in Self.all where !taken.contains(method) {
                router.on(RouterPath(prefix + path), method: method) { _, context in
                    var response = Problem.methodNotAllowed(names).response(
                        requestID: context.requestID)
                    response.headers[.allow] = names
                    return response
                }
            }
        }
    }
}

extension Problem {
    static func methodNotAllowed(_ allowed: String) -> Problem {
        Problem(
            .methodNotAllowed, "method_not_allowed", "This address takes \(allowed) alone.")
    }
}
