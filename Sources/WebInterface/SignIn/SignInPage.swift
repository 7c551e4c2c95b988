package import Definitions

/// What somebody sees who is not signed in.
package struct SignInPage: Sendable {
    package let site: WebSite?
    package let language: Language

    package init(site: WebSite?, language: Language) {
        self.site = site
        self.language = language
    }

    package var html: HTML {
        Page(
            site: site, language: language, title: Phrase.signInTitle.text(in: language),
            content: """
                <p>\(Phrase.signInExplained.text(in: language))</p>
                <p>\(Phrase.signInRestart.text(in: language))</p>
                <pre><code>script/server</code></pre>
                """
        ).html
    }
}
