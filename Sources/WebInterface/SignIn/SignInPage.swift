package import Definitions

/// What somebody sees who is not signed in.
package struct SignInPage: Hashable, Sendable {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    package var html: HTML {
        let title = Phrase.signInTitle.text(in: language)
        return Page(
            language: language, title: title,
            links: Page.languageLinks(language) { "?lang=\($0.rawValue)" },
            content: """
                <section class="card notice">
                <h1>\(title)</h1>
                <p>\(Phrase.signInExplained.text(in: language))</p>
                <p>\(Phrase.signInRestart.text(in: language))</p>
                <pre><code>script/server</code></pre>
                </section>
                """
        ).html
    }
}
