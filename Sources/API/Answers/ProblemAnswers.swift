import Hummingbird
import Logging

/// Turns every error into a problem answer; what is the server's own fault goes to its log.
struct ProblemAnswers: RouterMiddleware {
    typealias Context = ServerContext

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            if let problem = Problem(error) {
                return problem.response(requestID: context.requestID)
            }
            // The template: the path itself may name a user.
            context.logger.error("\(request.method) \(context.endpointPath ?? "-"): \(error)")
            return Problem.internalFault.response(requestID: context.requestID)
        }
    }
}
