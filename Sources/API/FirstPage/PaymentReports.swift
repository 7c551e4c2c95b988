import Definitions
import Hummingbird
import Operations
import WebInterface

/// `GET /`: asks the payment questions and shows their answers.
struct PaymentReports {
    let configuration: Server.Configuration

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        var page = FirstPage(
            language: request.language,
            content: try await content(request.language, PaymentChoice(request)))
        page.lacksPassword = context.session?.hasPassword == false
        return .page(page.html)
    }

    private func content(
        _ language: Language, _ choice: PaymentChoice
    ) async throws -> FirstPage.Content {
        let datasets = try DescribeDatasets(home: configuration.home)()
        guard !datasets.isEmpty else { return .empty }
        guard
            let questions = datasets.lazy.compactMap({
                PaymentQuestions($0, zone: configuration.home.zone, language, choice)
            }).first
        else { return .unfamiliar(datasets.map(\.schema.name)) }
        return .payments(
            PaymentReport(
                choice: choice, funnel: try await answer(questions.payments),
                versions: try await answerIfAsked(questions.versions)))
    }

    private func answerIfAsked(_ funnel: Funnel?) async throws -> FunnelResult? {
        guard let funnel else { return nil }
        return try await answer(funnel)
    }

    private func answer(_ funnel: Funnel) async throws -> FunnelResult {
        let analyze = AnalyzeQuestion(
            home: configuration.home, now: configuration.now(), threads: configuration.threads,
            memoryLimit: configuration.memoryLimit, cache: configuration.cache)
        guard case .funnel(let result) = try await analyze(.funnel(funnel)) else {
            preconditionFailure("a funnel is answered by a funnel")
        }
        return result
    }
}

extension PaymentChoice {
    /// What the address asks for; the usual in place of anything unknown.
    init(_ request: Request) {
        let query = request.uri.queryParameters
        let days = query["days"].flatMap { Int($0) } ?? 0
        let system = query["os"].map { String($0) } ?? ""
        self.init(
            days: Self.dayCounts.contains(days) ? days : Self.usual.days,
            system: Self.systems.contains(system) ? system : Self.usual.system)
    }
}
