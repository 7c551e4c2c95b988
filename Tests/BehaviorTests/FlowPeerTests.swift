import Definitions
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct FlowPeerTests {
    @Test func `the native engine gives the paths of every peer case that shares our rules`()
        async throws
    {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answeredFlows.contains(peerCase.id) {
            let found = try await peerCase.flowDisagreements {
                try await NativeFlowEngine.answer($1, over: $0, range: $2)
            }
            #expect(found == [], "\(peerCase.id)")
        }
    }
}
