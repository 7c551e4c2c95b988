/// The answer to any question.
package enum Answer: Hashable, Sendable {
    case funnel(FunnelResult)

    package var json: JSONValue {
        switch self {
        case .funnel(let result): result.json
        }
    }
}
