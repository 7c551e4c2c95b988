package import Definitions

/// What a page address shows where the files of the web interface are missing.
package struct MissingSitePage: Hashable, Sendable {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    package var html: HTML {
        let title = Phrase.siteMissingTitle.text(in: language)
        return Page(
            language: language, title: title, links: "",
            content: """
                <section class="card notice">
                <h1>\(title)</h1>
                <p>\(Phrase.siteMissingExplained.text(in: language))</p>
                <pre><code>script/setup</code></pre>
                </section>
                """
        ).html
    }
}
