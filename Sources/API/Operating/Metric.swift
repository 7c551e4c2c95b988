/// One figure of the server, in the words of Prometheus' text format.
///
///     Metric("cxm_analyses", .gauge, "Analyses now.", [.init(["state": "running"], 2)])
package struct Metric: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    package struct Sample: Hashable, Sendable {
        /// Behind the metric's name: `_bucket`, `_sum`, `_count` of a histogram, else empty.
        let suffix: String
        let labels: [Label]
        let value: Double

        package init(_ labels: [Label] = [], _ value: Double, suffix: String = "") {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    package struct Label: Hashable, Sendable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    let name: String
    let kind: Kind
    let help: String
    let samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    package init(_ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger) {
        self.init(name, kind, help, [Sample([], Double(value))])
    }

    /// The lines of this metric.
    var text: String {
        "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
            + samples.map { name + $0.suffix + Self.text($0.labels) + " \(Self.text($0.value))\n" }
            .joined()
    }

    private static func text(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return value == .infinity ? "+Inf" : "\(value)"
    }

    private static func text(_ labels: [Label]) -> String {
        guard !labels.isEmpty else { return "" }
        let parts = labels.map { label in
            let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(label.name)=\"\(value)\""
        }
        return "{" + parts.joined(separator: ",") + "}"
    }
}
