import Definitions
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct FlowPeerTests {
    @Test func `every peer case of paths that shares our rules gives the peer's numbers`()
        async throws
    {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answeredFlows.contains(peerCase.id) {
            let found = try await peerCase.flowDisagreements {
                FlowReference.answer($1, over: $0, range: $2)
            }
            #expect(found == [], "\(peerCase.id)")
        }
    }
}
