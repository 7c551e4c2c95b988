/// What happened, as the app log calls it.
package enum EventName: String, Labelled {
    case appOpen = "app_open"
    case pageView = "page_view"
    case click
    case impression
    case search
    case pushReceived = "push_received"
    case pushOpen = "push_open"
    case signupStart = "signup_start"
    case identityVerify = "identity_verify"
    case accountLink = "account_link"
    case signupComplete = "signup_complete"
    case payStart = "pay_start"
    case payMethodSelect = "pay_method_select"
    case payAuth = "pay_auth"
    case payDone = "pay_done"
    case payFail = "pay_fail"
    case transferStart = "transfer_start"
    case transferRecipient = "transfer_recipient"
    case transferConfirm = "transfer_confirm"
    case transferDone = "transfer_done"
    case transferFail = "transfer_fail"
    case creditView = "credit_view"
    case loanView = "loan_view"
    case loanCompare = "loan_compare"
    case loanApply = "loan_apply"
    case loanResult = "loan_result"
    case attendanceCheck = "attendance_check"
    case pointEarn = "point_earn"
    case pointUse = "point_use"
    case couponDownload = "coupon_download"
    case couponUse = "coupon_use"
    case giftView = "gift_view"
    case giftSelect = "gift_select"
    case giftSend = "gift_send"
    case eventJoin = "event_join"

    package var label: Label {
        switch self {
        case .appOpen: Label("앱 실행", "App opened")
        case .pageView: Label("페이지 조회", "Page viewed")
        case .click: Label("클릭", "Clicked")
        case .impression: Label("노출", "Shown")
        case .search: Label("검색", "Searched")
        case .pushReceived: Label("푸시 수신", "Push received")
        case .pushOpen: Label("푸시 열기", "Push opened")
        case .signupStart: Label("가입 시작", "Sign-up started")
        case .identityVerify: Label("본인 인증", "Identity verified")
        case .accountLink: Label("계좌 연결", "Account linked")
        case .signupComplete: Label("가입 완료", "Sign-up completed")
        case .payStart: Label("결제 시작", "Payment started")
        case .payMethodSelect: Label("결제수단 선택", "Payment method selected")
        case .payAuth: Label("결제 인증", "Payment authentication submitted")
        case .payDone: Label("결제 완료", "Payment done")
        case .payFail: Label("결제 실패", "Payment failed")
        case .transferStart: Label("송금 시작", "Transfer started")
        case .transferRecipient: Label("받는 사람 선택", "Recipient selected")
        case .transferConfirm: Label("송금 확인", "Transfer confirmed")
        case .transferDone: Label("송금 완료", "Transfer done")
        case .transferFail: Label("송금 실패", "Transfer failed")
        case .creditView: Label("신용점수 조회", "Credit score viewed")
        case .loanView: Label("대출 조회", "Loan product viewed")
        case .loanCompare: Label("대출 한도 비교", "Loan offers compared")
        case .loanApply: Label("대출 신청", "Loan applied for")
        case .loanResult: Label("대출 심사 결과", "Loan decision received")
        case .attendanceCheck: Label("출석체크", "Daily check-in")
        case .pointEarn: Label("포인트 적립", "Points earned")
        case .pointUse: Label("포인트 사용", "Points used")
        case .couponDownload: Label("쿠폰 받기", "Coupon downloaded")
        case .couponUse: Label("쿠폰 사용", "Coupon used")
        case .giftView: Label("선물 조회", "Gift viewed")
        case .giftSelect: Label("선물 선택", "Gift selected")
        case .giftSend: Label("선물 보내기", "Gift sent")
        case .eventJoin: Label("이벤트 참여", "Campaign joined")
        }
    }
}
