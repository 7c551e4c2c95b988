import Definitions
import Testing
import WebInterface

@Suite struct PhraseTests {
    @Test(arguments: Phrase.allCases)
    func `every phrase exists in both languages`(phrase: Phrase) {
        let english = phrase.text(in: .english)
        let korean = phrase.text(in: .korean)
        #expect(!english.isEmpty)
        #expect(!korean.isEmpty)
        // The link to the other language is written in that language.
        #expect(hasHangul(korean) == (phrase != .otherLanguage))
        #expect(hasHangul(english) == (phrase == .otherLanguage))
    }

    @Test(arguments: AccessPhrase.allCases)
    func `every phrase about signing in exists in both languages`(phrase: AccessPhrase) {
        #expect(!phrase.text(in: .english).isEmpty && !hasHangul(phrase.text(in: .english)))
        #expect(hasHangul(phrase.text(in: .korean)))
    }

    private func hasHangul(_ text: String) -> Bool {
        text.unicodeScalars.contains { ("가"..."힣").contains($0) }
    }
}
