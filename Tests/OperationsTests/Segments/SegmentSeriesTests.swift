import Definitions
import Metadata
import Operations
import TestSupport
import Testing

/// Questions whose series are segments: both engines give the same, and say what they used.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SegmentSeriesTests {
    private static let range = #""dataset":"test","range":{"from":"2026-01-01","to":"2026-02-01"}"#

    static let questions = [
        #"{"kind":"funnel",\#(range),"steps":[{"event":"visit"},{"event":"pay"}],SEGMENTS}"#,
        #"{"kind":"trend",\#(range),"series":[{"event":"visit","measure":"users"}],"period":"week",SEGMENTS}"#,
        #"{"kind":"pages",\#(range),"by":"page",SEGMENTS}"#,
        #"{"kind":"flow",\#(range),"by":"page","steps":3,SEGMENTS}"#,
        #"{"kind":"retention",\#(range),"start":{"event":"visit"},"return":{"event":"pay"},"period":"week","periods":2,SEGMENTS}"#,
        #"{"kind":"profile",\#(range),"attributes":["grade"],SEGMENTS}"#,
    ]

    @Test(arguments: questions)
    func `a segment, the others and all are the same on both engines`(text: String) async throws {
        try await ShopHome.with { home in
            let paid = try await home.save(
                #""name":"Payers","containers":[{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}]}]}]"#
            )
            let snapshots = try await home.run(paid).snapshots
            let question = try Question(
                parsing: text.replacing(
                    "SEGMENTS", with: #""segments":["all","\#(paid.id)",{"not":"\#(paid.id)"}]"#))
            let analyze = AnalyzeQuestion(
                home: home.context.home, now: home.space.now, threads: 2,
                segments: home.space.questionSegments, warehouse: home.context.homeWarehouse)
            let native = try await analyze(question).json
            let sql = try await analyze(question, engine: .sql).json
            #expect(Self.numbers(native) == Self.numbers(sql))
            guard case .array(let used)? = native["segments"] else {
                Issue.record("the answer says which snapshots it used")
                return
            }
            #expect(used.map { $0["snapshot"] } == [.string(String(snapshots[0].id))])
            #expect(used.map { $0["users"] } == [3])
        }
    }

    /// All that an answer says but which engine gave it, and how quickly.
    private static func numbers(_ answer: JSONValue) -> [JSONValue.Member] {
        guard case .object(let members) = answer else { return [] }
        return members.filter { !["engine", "elapsed_ms"].contains($0.name) }
    }
}
