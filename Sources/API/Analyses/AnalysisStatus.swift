import Definitions

/// How far an analysis has come.
struct AnalysisStatus: Hashable, Sendable {
    enum State: String, CaseIterable, Sendable {
        case waiting, running, done, failed, cancelled

        var hasEnded: Bool { self != .waiting && self != .running }
    }

    let id: String
    let state: State
    /// 1 for the next in the queue; nil where it does not wait.
    let position: Int?
    /// 0...1, of the pass over the events that is at work.
    let share: Double
    let elapsedMilliseconds: Int64

    var json: JSONValue {
        [
            "id": .string(id), "state": .string(state.rawValue),
            "position": position.map { .integer(Int64($0)) } ?? .null, "share": .number(share),
            "elapsed_ms": .integer(elapsedMilliseconds),
        ]
    }

    static let schema = Schema.object([
        .init("id", .text), .init("state", .oneOf(State.allCases.map(\.rawValue))),
        .init("position", .nullable(.integer)), .init("share", .number),
        .init("elapsed_ms", .integer),
    ])
}
