package import Definitions

/// What a page address shows where the files of the web interface are missing.
package struct MissingSitePage: Sendable {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    package var html: HTML {
        Page(
            site: nil, language: language, title: Phrase.siteMissingTitle.text(in: language),
            content: """
                <p>\(Phrase.siteMissingExplained.text(in: language))</p>
                <pre><code>script/setup</code></pre>
                """
        ).html
    }
}
