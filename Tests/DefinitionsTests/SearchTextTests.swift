import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct SearchTextTests {
    /// What is typed, what it is looked for in, and how well it fits.
    static let examples: [(typed: String, text: String, rank: SearchText.Rank?)] = [
        ("ㅅㅂ", "성별", .exact), ("성ㅂ", "성별", .exact), ("ㅅ별", "성별", .exact),
        ("ㅅ", "성별", .prefix), ("성", "성별", .prefix), ("서", "성별", .prefix),
        ("서", "사과", nil), ("섬", "성별", nil), ("서ㅂ", "성별", nil), ("성벼", "성별", .exact),
        ("ㄳ", "가수", .exact), ("ㅄ", "부산", .exact), ("ㅎㅇㅂㅎ", "회원 번호", .exact),
        ("ㅂㅎ", "회원 번호", .word), ("ㅂ", "회원 번호", .word), ("ㅇ", "회원 번호", nil),
        ("원번", "회원 번호", .inside), ("ㅇㅂ", "회원 번호", .inside),
        ("ㄲ", "꽃", .exact), ("ㄱ", "꽃", nil), ("ㅅㅂ", "별성", nil), ("ㅅㅂㅂ", "성별", nil),
        ("gen", "Gender", .prefix), ("GENDER", "gender", .exact), ("month", "birth_month", .word),
        ("birthmonth", "birth_month", .exact), ("irth", "birth_month", .inside),
        ("pay/me", "/pay/method", .prefix), ("/", "/", .exact), ("/", "pay", nil),
        ("ㅏ", "ㅏ", .exact), ("3", "30대", .prefix), ("vip", "VIP ★", .prefix), ("", "x", .inside),
        ("성별", "\u{1109}\u{1165}\u{11BC}\u{1107}\u{1167}\u{11AF}", .exact),
        ("é", "e\u{301}", .exact),
    ]

    @Test(arguments: examples.indices)
    func `a text is found as people type it`(index: Int) {
        let example = Self.examples[index]
        #expect(SearchText(example.typed).rank(in: example.text) == example.rank, "\(example)")
    }

    @Test func `the best of several texts counts`() {
        #expect(SearchText("ㅅㅂ").rank(in: ["gender", "주성분", "성별"]) == .exact)
        #expect(SearchText("x").rank(in: []) == nil)
        #expect(SearchText.Rank.exact < .prefix && SearchText.Rank.inside < .related)
    }

    /// A warehouse searches with the pattern; what it finds is ranked here.
    @Test func `the pattern fits exactly the texts that are found`() throws {
        var random = SplitMix64(seed: 20_261_124)
        let letters = Array("가성서별벼ㅅㅂㄳabAB1 _-./+(꽃").map { String($0) }
        var found = 0
        for _ in 0..<4000 {
            func text(_ count: Int) -> String {
                (0..<count).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
                    .joined()
            }
            let typed = text(1 + Int(random.next() % 3))
            let text = text(1 + Int(random.next() % 6))
            let search = SearchText(typed)
            // Signs alone are looked for as they are; a pattern cannot tell that.
            guard !search.isEmpty, typed.contains(where: { $0.isLetter || $0.isNumber }),
                text.contains(where: { $0.isLetter || $0.isNumber })
            else { continue }
            let isFound = search.rank(in: text) != nil
            let pattern = try NSRegularExpression(pattern: search.pattern)
            let lower = text.lowercased()
            let matches =
                pattern.firstMatch(
                    in: lower, range: NSRange(lower.startIndex..., in: lower)) != nil
            #expect(matches == isFound, "'\(typed)' in '\(text)': \(search.pattern)")
            if isFound { found += 1 }
        }
        #expect(found > 300)
    }
}
