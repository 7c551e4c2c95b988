import Definitions
import Testing

@testable import Operations

/// Orders of imports as values: JSON there and back, guesses, pace, patterns.
@Suite struct ImportOrderTests {
    @Test(arguments: [
        #"{"dataset":"app","files":["a.csv"],"mapping":{"user":"u","time":"t","event":"e"}}"#,
        #"{"kind":"events","dataset":"app","files":["a.csv","b/*.gz"],"mapping":{"user":"u","time":"t","event":"e","sequence":"s","page":"p","element":null,"properties":["x","y"]},"timezone":"UTC","time_format":"%d/%m/%Y","session_gap":"1h","types":{"x":"text","y":"number"},"append":true}"#,
        #"{"kind":"attributes","dataset":"people","files":["m.csv"],"mapping":{"user":"id","time":null,"columns":"all"},"types":{"age":"integer"}}"#,
    ])
    func `an order is kept as JSON and read back`(text: String) throws {
        let order = try ImportOrder(JSONReader(JSONValue(parsing: text)))
        let kept = try ImportOrder(JSONReader(JSONValue(parsing: order.json.rendered())))
        #expect(kept == order)
        #expect(kept.json == order.json)
    }

    @Test(arguments: [
        (
            ["member_id", "ts", "event", "amount"],
            ["user": "member_id", "time": "ts", "event": "event"]
        ),
        (
            ["회원번호", "일시", "이벤트명", "화면"],
            ["user": "회원번호", "time": "일시", "event": "이벤트명", "page": "화면"]
        ),
        (["id", "age"], ["user": "id"]),
        (["Event Time", "User-ID", "ID"], ["user": "User-ID", "time": "Event Time"]),
        (["a", "b"], [:]),
    ])
    func `names tell what columns are`(columns: [String], roles: [String: String]) {
        #expect(RoleGuess.roles(of: columns.map { ($0, nil) }) == roles)
    }

    @Test func `types tell where names do not, or forbid what names say`() {
        #expect(
            RoleGuess.roles(of: [("user", .text), ("when_it_was", .time)])
                == ["user": "user", "time": "when_it_was"])
        #expect(RoleGuess.roles(of: [("user", .boolean), ("time", .boolean)]) == [:])
        #expect(RoleGuess.roles(of: [("a", .time), ("b", .time)]) == [:])
    }

    @Test func `the pace tells how long it takes, once there is one`() {
        let pace = ImportPace(rows: 3000, milliseconds: 1500)
        #expect(pace.rowsPerSecond == 2000)
        #expect(pace.secondsLeft(of: 7001) == 3)
        #expect(pace.secondsLeft(of: 100) == 0)
        #expect(pace.secondsLeft(of: nil) == nil)
        for (rows, time) in [(0, 5), (5, 0)] {
            let none = ImportPace(rows: rows, milliseconds: Int64(time))
            #expect(none.rowsPerSecond == nil && none.secondsLeft(of: 9) == nil)
        }
        #expect(ImportPace(rows: 1, milliseconds: 5000).secondsLeft(of: 9) == nil)
    }

    @Test(arguments: [
        ("loans-1.csv", "loans-[0-9]*.csv", true), ("loans-x.csv", "loans-[0-9]*.csv", false),
        ("loans-x.csv", "loans-[!0-9].csv", true), ("a.csv", "?.csv", true), ("ab", "?", false),
        ("", "*", true), (".hidden", "*", false), (".hidden", ".*", true), ("a[b", "a[b", true),
        ("aXbXc", "a*b*c", true), ("abcbd", "a*bd", true), ("abc", "a*bd", false), ("", "", true),
    ])
    func `patterns are read as a shell reads them`(name: String, pattern: String, fits: Bool) {
        #expect(NamePattern.matches(Array(name), Array(pattern)) == fits)
    }

    @Test func `many stars take no longer than the product of the lengths`() {
        let name = Array(String(repeating: "a", count: 250))
        let pattern = Array(String(repeating: "*a", count: 120) + "b")
        #expect(!NamePattern.matches(name, pattern))
    }

    @Test(arguments: [
        ("30m", 1_800_000), ("90s", 90_000), ("1h", 3_600_000), ("2d", 172_800_000), ("5", 300_000),
    ])
    func `a gap is a number and a unit`(text: String, milliseconds: Int64) {
        #expect(SessionGap.milliseconds(text) == milliseconds)
    }

    @Test(arguments: ["", "m", "-1m", "0s", "1.5h", "100001s", "9999999999999999999d", "30 m"])
    func `other texts are no gap`(text: String) {
        #expect(SessionGap.milliseconds(text) == nil)
    }
}
