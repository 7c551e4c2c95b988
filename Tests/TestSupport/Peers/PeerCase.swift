package import Definitions
import Foundation

/// One case of a peer's own test suite, as the shared folder has it.
package struct PeerCase: Sendable {
    package let id: String
    package let analysis: String
    /// User, time and event of every row, with its properties.
    let rows: [JSONValue]
    let query: JSONValue
    let expected: JSONValue

    /// All cases; nil where the shared folder is absent.
    package static func all() throws -> [PeerCase]? {
        guard let file = SharedData.url("cases/peers.jsonl") else { return nil }
        let text = try String(contentsOf: file, encoding: .utf8)
        return try text.split(separator: "\n").map { try PeerCase(JSONValue(parsing: String($0))) }
    }

    private init(_ line: JSONValue) throws {
        let reader = JSONReader(line)
        id = try reader.member("id").string()
        analysis = try reader.member("analysis").string()
        rows = try reader.member("events").array().map(\.value)
        query = try reader.member("query").value
        expected = try reader.member("expected").value
    }
}

/// A peer's case in our words.
package struct PeerFunnel: Sendable {
    package let journeys: JourneySet
    package let funnel: Funnel
    package let range: ResolvedRange?
}
