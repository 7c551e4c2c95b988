import Definitions
import WebInterface

/// A report with figures made up by hand, names that need escaping among them.
enum Sample {
    static func page(_ language: Language, system: String? = nil) throws -> FirstPage {
        FirstPage(language: language, content: .payments(try report(language, system)))
    }

    private static func report(_ language: Language, _ system: String?) throws -> PaymentReport {
        let labels =
            language == .korean
            ? ["앱 실행", "결제 시작", "결제 완료"] : ["App opened", "Payment <started>", "Payment done"]
        return PaymentReport(
            choice: PaymentChoice(days: 30, system: system),
            funnel: try result(
                labels, events: ["app_open", "pay_start", "pay_done"],
                [.init(segment: .all, breakdown: nil, tally: tally([12_345, 8000, 6172]))]),
            versions: try result(
                ["A", "B"], events: ["pay_auth", "pay_done"],
                [
                    .init(segment: .all, breakdown: nil, tally: tally([1700, 1200])),
                    .init(segment: .all, breakdown: .other, tally: tally([100, 90])),
                    .init(segment: .all, breakdown: .value("8.10.0"), tally: tally([800, 760])),
                    .init(segment: .all, breakdown: .value("8.4.0"), tally: tally([500, 230])),
                    .init(segment: .all, breakdown: .value("<b>8.3"), tally: tally([300, 285])),
                ]))
    }

    private static func result(
        _ labels: [String], events: [String], _ series: [FunnelSeries]
    ) throws -> FunnelResult {
        let funnel = Funnel(
            dataset: "app & log",
            steps: zip(events, labels).map { EventMatcher([.init(event: $0)], label: $1) },
            window: TimeSpan(7, .day))
        return FunnelResult(
            funnel: funnel,
            context: AnswerContext(
                engine: "native", elapsedMilliseconds: 12,
                range: ResolvedRange(from: 1_790_866_800_000, to: 1_793_458_800_000),
                zone: try Zone("Asia/Seoul"), dataUntil: 1_793_458_253_186), series: series)
    }

    private static func tally(_ reached: [Int]) -> FunnelTally {
        let times = reached.indices.map { step in
            TimeStatistics(durations: [Int64(step) * 40_000, Int64(step) * 95_000])
        }
        return FunnelTally(
            reached: reached, users: reached, timeFromFirst: times, timeFromPrevious: times)
    }
}
