import Definitions
import DemoCompany
import Operations
import WebInterface

/// The first page's questions about a dataset that holds the demo company's events.
struct PaymentQuestions {
    /// From opening the app to a payment.
    let payments: Funnel
    /// From a submitted authentication to its payment, by app version.
    let versions: Funnel?

    private static let steps: [EventName] = [.appOpen, .payStart, .payAuth, .payDone]

    /// Nil where the dataset lacks the events.
    init?(_ dataset: DatasetSummary, zone: Zone, _ language: Language, _ choice: PaymentChoice) {
        guard dataset.schema.events.isSuperset(of: Self.steps.map(\.rawValue)),
            let range = dataset.dataUntil.flatMap({ Self.range(until: $0, choice.days, zone) })
        else { return nil }
        let properties = Set(dataset.schema.properties.map(\.name))
        let name = dataset.schema.name
        let filters = choice.system.map { [Self.isOn($0)] } ?? []
        payments = Funnel(
            dataset: name, steps: Self.steps.map { Self.step($0, language) }, range: range,
            filters: properties.contains("os") ? filters : [], window: TimeSpan(7, .day))
        guard properties.isSuperset(of: ["os", "app_version"]) else {
            versions = nil
            return
        }
        // The key of a payment joins each authentication with its own outcome, not a later one.
        versions = Funnel(
            dataset: name, steps: [EventName.payAuth, .payDone].map { Self.step($0, language) },
            range: range, filters: [Self.isOn(choice.systemOfVersions)], window: TimeSpan(1, .hour),
            hold: properties.contains("reference_id") ? ["reference_id"] : [], unit: .entry,
            breakdown: .init(.property("app_version", atStep: 1)))
    }

    private static func step(_ event: EventName, _ language: Language) -> EventMatcher {
        let label = language == .korean ? event.label.korean : event.label.english
        return EventMatcher([.init(event: event.rawValue)], label: label)
    }

    private static func isOn(_ system: String) -> Filter {
        .comparison(Comparison(property: "os", operator: .equals, values: [.text(system)]))
    }

    /// The last days of the data, the newest event's day among them.
    private static func range(until last: Int64, _ days: Int, _ zone: Zone) -> TimeRange? {
        let end = zone.date(of: last).daysSinceEpoch + 1
        guard let from = Moment(CivilDate(daysSinceEpoch: end - days).text),
            let to = Moment(CivilDate(daysSinceEpoch: end).text)
        else { return nil }
        return .fixed(from: from, to: to)
    }
}
