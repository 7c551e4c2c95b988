import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct JourneyTests {
    @Test func `a line of text is a journey`() throws {
        let set = JourneySet(
            text: """
                // a comment alone is no user
                ann{grade=vip}  A0{os=ios,n=3,x=2.5,paid=true} B-7 C9#2  -> 3   // why
                """)
        let ann = try #require(set.users.first)
        #expect(set.users.count == 1)
        #expect(ann.user == "ann")
        #expect(ann.attributes == ["grade": .text("vip")])
        #expect(ann.events.map(\.name) == ["A", "B", "C"])
        #expect(ann.events.map(\.time) == [0, -7, 9])
        #expect(ann.events.map(\.sequence) == [nil, nil, 2])
        #expect(
            ann.events[0].properties == [
                "os": .text("ios"), "n": .integer(3), "x": .number(2.5), "paid": .boolean(true),
            ])
        #expect(ann.expected == 3)
        #expect(ann.comment == "why")
        #expect(set.description.hasSuffix("B-7 C9#2 -> 3 // why"))
    }

    @Test func `journeys become a file that the import reads`() async throws {
        let set = JourneySet([
            Journey(
                "ann, \"the first\"", attributes: ["grade": .text("vip")],
                events: [
                    JourneyEvent("A", at: 5, sequence: 1, properties: ["os": .text("아이폰")]),
                    JourneyEvent("B", at: 86_400_000, sequence: 2),
                ])
        ])
        #expect(
            set.csv == #"""
                user,time,event,sequence,os
                "ann, ""the first""",1970-01-01T00:00:00.005Z,A,1,아이폰
                "ann, ""the first""",1970-01-02T00:00:00.000Z,B,2,

                """#)
        #expect(set.attributesCSV == "user,grade\n\"ann, \"\"the first\"\"\",vip\n")
        var written: URL?
        try await Fixture.withFolder { folder in
            let file = try Fixture.write(set.csv, named: "events.csv", in: folder)
            #expect(try String(contentsOf: file, encoding: .utf8) == set.csv)
            written = file
        }
        #expect(!FileManager.default.fileExists(atPath: try #require(written).path))
    }

    @Test func `a seed draws the same trial again`() {
        #expect(FunnelTrial(seed: 7).description == FunnelTrial(seed: 7).description)
        #expect(FunnelTrial(seed: 7).description != FunnelTrial(seed: 8).description)
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
    }

    @Test func `trials reach every option`() {
        let funnels = (UInt64(1)...300).map { FunnelTrial(seed: $0) }
        func some(_ fits: (FunnelTrial) -> Bool) -> Bool { funnels.contains(where: fits) }
        for order in Funnel.Order.allCases { #expect(some { $0.funnel.order == order }) }
        for unit in Funnel.Unit.allCases { #expect(some { $0.funnel.unit == unit }) }
        #expect(some { $0.funnel.stepWindow != nil && $0.funnel.window != nil })
        #expect(some { $0.funnel.exclusions.count > 1 && !$0.funnel.hold.isEmpty })
        #expect(some { $0.funnel.unit == .entry && $0.funnel.breakdown != nil })
        #expect(some { $0.journeys.hasSequence && $0.range != nil })
        let levels = funnels.map { trial in
            ReferenceEngine.answer(trial.funnel, over: trial.journeys, range: trial.range)
                .series[0].tally.users.count { $0 > 0 }
        }
        for level in 0...5 { #expect(levels.contains(level)) }
    }
}
