/// The answer to any question.
package enum Answer: Hashable, Sendable {
    case funnel(FunnelResult)
    case retention(RetentionResult)

    package var json: JSONValue {
        switch self {
        case .funnel(let result): result.json
        case .retention(let result): result.json
        }
    }
}
