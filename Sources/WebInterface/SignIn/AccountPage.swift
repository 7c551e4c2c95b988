package import Definitions

/// What somebody may change about oneself: name and password; and the way out.
package struct AccountPage: Hashable, Sendable {
    package enum Notice: Hashable, Sendable {
        case saved
        /// A sentence that says why not.
        case refused(String)
    }

    package let language: Language
    package let name: String
    package let displayName: String
    package let hasPassword: Bool
    package var notice: Notice?

    package init(language: Language, name: String, displayName: String, hasPassword: Bool) {
        self.language = language
        self.name = name
        self.displayName = displayName
        self.hasPassword = hasPassword
    }

    package var html: HTML {
        let title = words(.account)
        return Page(
            language: language, title: title,
            links: Page.languageLinks(language),
            content: """
                <section class="card notice">
                <h1>\(title)</h1>
                \(said)<form class="entry" method="post" action="\(Address.account.path)?lang=\(language.rawValue)">
                <label>\(words(.name))
                <input name="name" value="\(name)" autocomplete="username" required></label>
                <label>\(words(.displayName))
                <input name="display_name" value="\(displayName)" autocomplete="name"></label>
                \(current)<label>\(words(.newPassword))
                <input name="password" type="password" autocomplete="new-password" minlength="10"\(required)></label>
                <button>\(words(.save))</button>
                </form>
                <form class="entry" method="post" action="\(Address.signOut.path)">
                <button class="plain">\(words(.signOut))</button>
                </form>
                </section>
                """
        ).html
    }

    private var current: HTML {
        guard hasPassword else { return "<p>\(words(.noPassword))</p>\n" }
        return """
            <label>\(words(.currentPassword))
            <input name="current" type="password" autocomplete="current-password"></label>

            """
    }

    private var required: HTML { hasPassword ? "" : " required" }

    private var said: HTML {
        switch notice {
        case nil: ""
        case .saved: "<p class=\"finding\" role=\"status\">\(words(.saved))</p>\n"
        case .refused(let why): Page.alarm(why)
        }
    }

    private func words(_ phrase: AccessPhrase) -> String { phrase.text(in: language) }
}
