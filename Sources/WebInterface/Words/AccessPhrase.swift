package import Definitions

/// Every fixed text of the pages about signing in.
package enum AccessPhrase: CaseIterable, Sendable {
    case title, explained, name, password, enter, without, wrong, wait, badLink, issuer, signOut
    case issuerFailed
    case choosePassword, choosePasswordExplained, newPassword, currentPassword, weakPassword
    case account, displayName, save, saved, noPassword

    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }

    private var english: String {
        switch self {
        case .title: "Sign in"
        case .name: "Name"
        case .password: "Password"
        case .enter: "Sign in"
        case .without: "No password?"
        case .explained:
            "An admin can make a link that signs in once. While no admin has a password, the server "
                + "prints such a link when it starts; on the server's computer, this makes another:"
        case .wrong: "The name or the password is wrong."
        case .wait: "Too many attempts. Wait a little, then try again."
        case .badLink: "The link has been used, has expired, or was replaced by a newer one."
        case .issuer: "Sign in with the organization's account"
        case .issuerFailed:
            "The organization's account did not sign in here: no role was found for it, or its server "
                + "gave no good answer. The log of this server says which."
        case .signOut: "Sign out"
        case .choosePassword: "Choose a password"
        case .choosePasswordExplained:
            "The link signs in once; from then on, the name and this password do."
        case .newPassword: "New password (10 characters or more)"
        case .currentPassword: "Current password"
        case .weakPassword:
            "This password is too short or easy to guess: take 10 characters or more, five different "
                + "ones among them, without the name."
        case .account: "Account"
        case .displayName: "Name that others see"
        case .save: "Save"
        case .saved: "Saved."
        case .noPassword:
            "There is no password yet: choose a name and a password to sign in with from now on."
        }
    }

    private var korean: String {
        switch self {
        case .title: "로그인"
        case .name: "이름"
        case .password: "비밀번호"
        case .enter: "로그인"
        case .without: "비밀번호가 없나요?"
        case .explained:
            "관리자가 한 번만 쓸 수 있는 로그인 링크를 만들어 줄 수 있습니다. 비밀번호를 가진 관리자가 없는 동안에는 "
                + "서버를 시작할 때 링크가 출력됩니다. 서버 컴퓨터에서는 이 명령으로도 만들 수 있습니다."
        case .wrong: "이름 또는 비밀번호가 올바르지 않습니다."
        case .wait: "시도가 너무 많습니다. 잠시 기다린 뒤 다시 시도하세요."
        case .badLink: "이미 사용했거나 만료되었거나 새 링크로 바뀐 링크입니다."
        case .issuer: "조직 계정으로 로그인"
        case .issuerFailed:
            "조직 계정으로 로그인하지 못했습니다. 계정에 맞는 역할이 없거나 계정 서버의 응답이 올바르지 않습니다. "
                + "자세한 이유는 서버 로그에 있습니다."
        case .signOut: "로그아웃"
        case .choosePassword: "비밀번호 정하기"
        case .choosePasswordExplained:
            "링크는 한 번만 쓸 수 있습니다. 다음부터는 이름과 이 비밀번호로 로그인합니다."
        case .newPassword: "새 비밀번호 (10자 이상)"
        case .currentPassword: "현재 비밀번호"
        case .weakPassword:
            "비밀번호가 너무 짧거나 짐작하기 쉽습니다. 서로 다른 글자 5개 이상을 섞어 10자 이상으로, 이름을 넣지 말고 "
                + "정하세요."
        case .account: "계정"
        case .displayName: "다른 사람에게 보이는 이름"
        case .save: "저장"
        case .saved: "저장했습니다."
        case .noPassword:
            "아직 비밀번호가 없습니다. 앞으로 로그인할 때 쓸 이름과 비밀번호를 정하세요."
        }
    }
}
