/// A screen of the app; the raw value is its path, the Korean label its title.
package enum Page: String, Labelled {
    case home = "/home"
    case notifications = "/notifications"
    case search = "/search"
    case signup = "/signup"
    case signupIdentity = "/signup/identity"
    case signupAccount = "/signup/account"
    case signupComplete = "/signup/complete"
    case pay = "/pay"
    case payMethod = "/pay/method"
    case payAuth = "/pay/auth"
    case payDone = "/pay/done"
    case payFail = "/pay/fail"
    case payHistory = "/pay/history"
    case transfer = "/transfer"
    case transferRecipient = "/transfer/recipient"
    case transferAmount = "/transfer/amount"
    case transferConfirm = "/transfer/confirm"
    case transferDone = "/transfer/done"
    case credit = "/credit"
    case loan = "/loan"
    case loanCompare = "/loan/compare"
    case loanApply = "/loan/apply"
    case loanResult = "/loan/result"
    case points = "/points"
    case attendance = "/points/attendance"
    case coupons = "/coupons"
    case gift = "/gift"
    case giftDetail = "/gift/detail"
    case giftDone = "/gift/done"
    case events = "/event"
    case assets = "/assets"
    case my = "/my"
    case support = "/my/support"
    /// Stands for one page per campaign, such as `/event/welcome-5000`.
    case campaign = "/event/{campaign}"

    package var label: Label {
        switch self {
        case .home: Label("홈", "Home")
        case .notifications: Label("알림함", "Notifications")
        case .search: Label("검색", "Search")
        case .signup: Label("회원가입", "Sign-up")
        case .signupIdentity: Label("본인 인증", "Identity check")
        case .signupAccount: Label("계좌 연결", "Link an account")
        case .signupComplete: Label("가입 완료", "Sign-up complete")
        case .pay: Label("결제", "Pay")
        case .payMethod: Label("결제수단 선택", "Payment method")
        case .payAuth: Label("결제 인증", "Payment authentication")
        case .payDone: Label("결제 완료", "Payment complete")
        case .payFail: Label("결제 실패", "Payment failed")
        case .payHistory: Label("결제 내역", "Payment history")
        case .transfer: Label("송금", "Transfer")
        case .transferRecipient: Label("받는 사람 선택", "Choose a recipient")
        case .transferAmount: Label("금액 입력", "Enter an amount")
        case .transferConfirm: Label("송금 확인", "Confirm the transfer")
        case .transferDone: Label("송금 완료", "Transfer complete")
        case .credit: Label("내 신용점수", "My credit score")
        case .loan: Label("대출", "Loans")
        case .loanCompare: Label("대출 비교", "Compare loans")
        case .loanApply: Label("대출 신청", "Apply for a loan")
        case .loanResult: Label("심사 결과", "Loan decision")
        case .points: Label("포인트", "Points")
        case .attendance: Label("출석체크", "Daily check-in")
        case .coupons: Label("쿠폰함", "Coupons")
        case .gift: Label("선물하기", "Gifts")
        case .giftDetail: Label("선물 상세", "Gift details")
        case .giftDone: Label("선물 완료", "Gift sent")
        case .events: Label("이벤트", "Campaigns")
        case .assets: Label("내 자산", "My assets")
        case .my: Label("마이페이지", "My page")
        case .support: Label("고객센터", "Support")
        case .campaign: Label("이벤트 상세", "Campaign")
        }
    }
}
