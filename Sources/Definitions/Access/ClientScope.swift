/// What a service client's token may be used for.
///
///     ClientScope(rawValue: "membership")?.rights   // [.checkMembership]
package enum ClientScope: String, CaseIterable, Hashable, Sendable {
    case membership
    case export
    case events
    case readSegments = "segments:read"
    case writeSegments = "segments:write"
    case metrics

    package var rights: Set<Right> {
        switch self {
        case .membership: [.checkMembership]
        case .export: [.export]
        case .events: [.sendEvents]
        case .readSegments: [.look]
        case .writeSegments: [.look, .editSegments]
        case .metrics: [.readMetrics]
        }
    }
}
