package import Definitions

/// What somebody sees who is not signed in: the form for a name and a password, and what to do without.
package struct SignInPage: Hashable, Sendable {
    /// Why the last try let nobody in.
    package enum Failure: Hashable, Sendable {
        case wrong, wait, link, issuer
    }

    package let language: Language
    /// What was typed the last time.
    package var name = ""
    package var failure: Failure?
    /// Where to go then: the page that was asked for; empty for the first one.
    package var next = ""
    /// Whether an issuer of OpenID Connect signs people in.
    package var hasIssuer = false

    package init(language: Language) {
        self.language = language
    }

    package var html: HTML {
        let title = words(.title)
        return Page(
            language: language, title: title,
            links: Page.languageLinks(language),
            content: """
                <section class="card notice">
                <h1>\(title)</h1>
                \(alarm)<form class="entry" method="post" action="\(Address.signIn.path)?lang=\(language.rawValue)">
                <label>\(words(.name))
                <input name="name" value="\(name)" autocomplete="username" required></label>
                <label>\(words(.password))
                <input name="password" type="password" autocomplete="current-password" required></label>
                \(goal)<button>\(words(.enter))</button>
                </form>
                \(issuer)<h2>\(words(.without))</h2>
                <p>\(words(.explained))</p>
                <pre><code>cxm access link</code></pre>
                </section>
                """
        ).html
    }

    private var alarm: HTML {
        guard let failure else { return "" }
        let phrase: AccessPhrase =
            switch failure {
            case .wrong: .wrong
            case .wait: .wait
            case .link: .badLink
            case .issuer: .issuerFailed
            }
        return Page.alarm(words(phrase))
    }

    private var goal: HTML {
        next.isEmpty ? "" : "<input type=\"hidden\" name=\"next\" value=\"\(next)\">\n"
    }

    private var issuer: HTML {
        guard hasIssuer else { return "" }
        return """
            <p><a class="button" href="\(Address.issuerSignIn.path)">\(words(.issuer))</a></p>

            """
    }

    private func words(_ phrase: AccessPhrase) -> String { phrase.text(in: language) }
}
