import Definitions
import Testing

@Suite struct UserTimelineTests {
    @Test func `a timeline reads and writes the same JSON`() throws {
        let text = #"{"kind":"timeline","dataset":"app","user":"m1","limit":20}"#
        let question = try Question(parsing: text)
        #expect(question.json.rendered() == text)
        #expect(try Question(parsing: question.json.rendered()) == question)
    }

    @Test(arguments: [
        (#"{"kind":"timeline","dataset":"app"}"#, ""),
        (#"{"kind":"timeline","dataset":"app","user":"m1","limit":0}"#, "/limit"),
        (#"{"kind":"timeline","dataset":"app","user":"m1","segments":["s"]}"#, "/segments"),
        (#"{"kind":"timeline","dataset":"app","user":"m1","limits":3}"#, "/limits"),
    ])
    func `a bad timeline is an error at its place`(text: String, pointer: String) {
        let error = #expect(throws: DefinitionError.self) { try Question(parsing: text) }
        #expect(error?.pointer == pointer)
    }

    @Test func `only the newest events that fit are shown`() throws {
        let timeline = UserTimeline(scope: Scope(dataset: "app"), user: "m1", limit: 2)
        let events = (0..<3).map {
            TimelineEvent(time: $0, event: "e\($0)", session: 1, properties: [])
        }
        let context = AnswerContext(
            engine: "native", elapsedMilliseconds: 0, range: nil, zone: .utc, dataUntil: nil)
        let result = TimelineResult(timeline, context: context, all: events)
        #expect(result.total == 3)
        #expect(result.events.map(\.event) == ["e1", "e2"])
    }
}
