import Definitions
import TestSupport
import Testing

@Suite struct ProfileTests {
    private static let text = """
        {"kind":"profile","dataset":"app","range":{"from":"2026-10-01","to":"2026-11-01"},
         "where":[{"property":"os","operator":"equals","value":"ios"}],
         "estimates":[{"name":"top","kind":"most_frequent","property":"os"}],
         "of":{"question":{"kind":"funnel","dataset":"app",
           "steps":[{"event":"A"},{"event":"B"}]},"element":"dropped-1"},
         "attributes":["grade","top"],"limit":5,"period":"week"}
        """
    private static let schema = DatasetSchema(
        name: "app", events: ["A", "B"], properties: [.init("os", .text)], attributes: ["grade"])

    private func profile(_ text: String = Self.text) throws -> Profile {
        guard case .profile(let profile) = try Question(parsing: text) else {
            throw DefinitionError(.wrongType, at: "", "no profile")
        }
        return profile
    }

    @Test func `a profile is read, checked and written again`() throws {
        let question = try Question(parsing: Self.text)
        #expect(throws: Never.self) { try question.check(against: Self.schema) }
        #expect(try Question(parsing: question.json.rendered()) == question)
        #expect(try profile().limit == 5)
        #expect(try profile().source?.element == "dropped-1")
    }

    @Test func `it is described in both languages`() throws {
        let question = try Question(parsing: Self.text)
        #expect(
            question.described(in: .english) == """
                How do these users differ from all users? They are the users of “dropped-1” in the \
                answer to: How many users go through A → B in this order? Only users with an event \
                from 2026-10-01 until before 2026-11-01 count. The set has an event for which os is \
                “ios”. Told are grade and top, with at most 5 values each. What events say is told \
                for each week too. “top” is the most frequent os over all events.
                """)
        #expect(
            question.described(in: .korean).hasPrefix("이 사용자들은 전체 사용자와 어떻게 다른가요? 대상은"))
        #expect(question.described(in: .korean).contains("‘top’ 값은 모든 이벤트에서 가장 많이 나온 os 값입니다."))
    }

    @Test func `what cannot be is refused with its place`() throws {
        func refusal(_ change: (String) -> String) -> String {
            do {
                try Question(parsing: change(Self.text)).check(against: Self.schema)
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            refusal { $0.replacing(#"["grade","top"]"#, with: #"["grad"]"#) }
                == "/attributes/0: There is no user attribute 'grad'; the nearest is 'grade'.")
        #expect(
            refusal { $0.replacing(#""limit":5"#, with: #""limit":0"#) }
                == "/limit: 0 is out of range; use 1 to 200.")
        #expect(
            refusal { $0.replacing(#"["grade","top"]"#, with: #"["top","top"]"#) }
                .hasPrefix("/attributes/1: 'top' is in the list already"))
        #expect(
            refusal { $0.replacing(#""element":"dropped-1""#, with: #""elemnt":"dropped-1""#) }
                .hasPrefix("/of/elemnt: There is no field 'elemnt' here; the nearest is 'element'"))
        #expect(
            refusal { $0.replacing(#"["grade","top"]"#, with: "[]") }
                .hasPrefix("/attributes: There is no attribute to tell of"))
    }

    @Test func `too many periods are refused`() throws {
        var profile = try profile()
        profile.period = .hour
        let day: Int64 = 86_400_000
        #expect(
            try profile.timeline(ResolvedRange(from: 0, to: 16 * day), in: .utc)?.count == 384)
        #expect(throws: DefinitionError.self) {
            try profile.timeline(ResolvedRange(from: 0, to: 17 * day), in: .utc)
        }
    }

    @Test(arguments: [
        "set", "all", "set@0/grade=gold", "all@0/a~e~~b=~none", "set@0/grade=~other",
        "set@0/n=20..29", "point-3@0/top=a=b/c@d", "set@0/grade=~~none",
    ])
    func `an element's id reads as it was written`(id: String) throws {
        let element = try ProfileElement(id: id, of: profile())
        #expect(element.id == id)
    }

    @Test func `an id that cannot be is refused`() throws {
        for id in ["", "sets", "set@1", "point-0@0/top=a", "point-1", "set@0/top", "set/top=a"] {
            #expect(throws: DefinitionError.self, "\(id)") {
                try ProfileElement(id: id, of: profile())
            }
        }
        #expect(try ProfileElement(id: "all@0/a~e~~b=x", of: profile()).row?.attribute == "a=~b")
    }
}

@Suite struct ProfileRowsTests {
    private func counts(_ values: [(Value, Int, Int)], none: (Int, Int) = (0, 0)) -> ValueCounts {
        ValueCounts(
            values.map { .init($0.0, set: $0.1, all: $0.2) }, noneInSet: none.0, noneInAll: none.1)
    }

    private func titles(_ rows: ProfileRows, _ type: DatasetSchema.PropertyType) -> [String] {
        rows.keys.map { $0.breakdown(type, in: .utc).title }
    }

    @Test func `texts stand by the set, then by all, then by bytes`() {
        let counts = counts(
            [
                (.text("a"), 1, 9), (.text("b"), 3, 3), (.text("c"), 1, 20), (.text("d"), 0, 50),
                (.text("e"), 1, 9),
            ], none: (1, 2))
        let rows = ProfileRows(counts, type: .text, limit: 3)
        #expect(titles(rows, .text) == ["b", "c", "a", "(other)", "(none)"])
        #expect(rows.row(of: .text("d")) == 3)
        #expect(rows.row(of: nil) == 4)
        #expect(
            titles(ProfileRows(counts, type: .text, limit: 5), .text).contains("(other)") == false)
    }

    @Test func `numbers of few values have a row each, others are cut at quantiles of all`() {
        let few = counts([(.integer(1), 0, 1), (.integer(2), 1, 1)])
        #expect(titles(ProfileRows(few, type: .integer, limit: 2), .integer) == ["1", "2"])
        let many = counts((1...10).map { (.integer(Int64($0 * 10)), 0, 1) })
        let rows = ProfileRows(many, type: .integer, limit: 3)
        #expect(titles(rows, .integer) == ["10..40", "50..70", "80..100"])
        #expect(rows.row(of: .integer(45)) == 1)
        #expect(rows.row(of: .integer(-5)) == 0)
        #expect(rows.row(of: .integer(500)) == 2)
        let skewed = counts([(.integer(0), 0, 90), (.integer(1), 0, 5), (.integer(7), 0, 5)])
        #expect(titles(ProfileRows(skewed, type: .integer, limit: 2), .integer) == ["0", "1..7"])
    }

    @Test func `times are named by the zone's clock`() {
        let one = counts([(.integer(0), 1, 1)])
        #expect(
            titles(ProfileRows(one, type: .time, limit: 2), .time)
                == ["1970-01-01T00:00:00.000+00:00"])
    }

    @Test func `a table has shares, index, means and medians, and adds up`() throws {
        let counts = counts(
            [(.integer(1), 30, 40), (.integer(2), 10, 60)], none: (0, 100))
        let rows = ProfileRows(counts, type: .integer, limit: 10)
        let profile = AttributeProfile("n", .integer, counts, rows: rows)
        #expect(profile.rows.map(\.set) == [30, 10, 0])
        #expect(profile.rows.map(\.all) == [40, 60, 100])
        #expect(profile.rows[0].shareInSet == 0.75)
        #expect(profile.rows[0].shareInAll == 0.2)
        #expect(abs(profile.rows[0].index - 375) < 1e-9)
        #expect(profile.middleOfSet?.mean == 1.25)
        #expect(profile.middleOfSet?.median == .integer(1))
        #expect(profile.middleOfAll?.median == .integer(2))
        #expect(try #require(profile.rows[0].pValue) < 0.001)
        #expect(profile.chiSquare?.degrees == 2)
    }

    @Test func `there is no verdict below thirty users a side`() {
        let counts = counts([(.text("a"), 10, 50), (.text("b"), 19, 50)])
        let rows = ProfileRows(counts, type: .text, limit: 10)
        let profile = AttributeProfile("n", .text, counts, rows: rows)
        #expect(profile.rows.map(\.pValue) == [nil, nil])
        #expect(profile.chiSquare?.pValue == nil)
        #expect(profile.divergence > 0)
    }

    @Test func `everyone differs from nobody by nothing`() {
        let counts = counts([(.text("a"), 50, 50), (.text("b"), 40, 40)])
        let rows = ProfileRows(counts, type: .text, limit: 10)
        let profile = AttributeProfile("n", .text, counts, rows: rows)
        #expect(profile.divergence == 0)
        #expect(profile.chiSquare == nil)
        #expect(profile.rows.map(\.index) == [100, 100])
    }
}

/// Against values of published tables and of R's `pchisq`, `prop.test(correct = FALSE)`.
@Suite struct SignificanceTests {
    @Test(arguments: [
        (3.841_458_820_694_124, 1, 0.05), (5.991_464_547_107_979, 2, 0.05),
        (18.307_038_053_275_15, 10, 0.05), (6.634_896_601_021_213, 1, 0.01),
        (124.342_113_400_9, 100, 0.05), (0.003_932_14, 1, 0.95), (149.449_253, 100, 0.001),
    ])
    func `chi-square's tail is that of the tables`(value: Double, degrees: Int, p: Double) throws {
        // A table of two rows whose statistic is the value: not needed, the tail is told by any.
        let tail = Significance.ChiSquare.tail(value, degrees)
        #expect(abs(tail - p) < 2e-6 * max(1, p / 0.05), "\(tail)")
    }

    @Test func `a table's test is Pearson's`() throws {
        // 60 40 / 40 60: statistic 8, p 0.004678.
        let test = try #require(Significance.ChiSquare([60, 40], [40, 60]))
        #expect(abs(test.statistic - 8) < 1e-12)
        #expect(abs((test.pValue ?? 0) - 0.004_677_735) < 1e-8)
        #expect(abs(test.cramersV - 0.2) < 1e-12)
        // The z-test of two proportions is its root.
        let z = try #require(Significance.proportions(60, of: 100, 40, of: 100))
        #expect(abs(z - 0.004_677_735) < 1e-8)
        #expect(Significance.proportions(0, of: 100, 0, of: 100) == nil)
        #expect(Significance.proportions(20, of: 29, 40, of: 100) == nil)
    }

    @Test func `the divergence is between nothing and one bit`() {
        #expect(Significance.divergence([1, 1], [50, 50]) == 0)
        #expect(Significance.divergence([7, 0], [0, 9]) == 1)
        // (1/2, 1/2) against (1, 0): 1 - 3/4 log2 3 + 1/2 … = 0.311278.
        #expect(abs(Significance.divergence([1, 1], [2, 0]) - 0.311_278_124) < 1e-8)
        #expect(Significance.divergence([], []) == 0)
    }
}
