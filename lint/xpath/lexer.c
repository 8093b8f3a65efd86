#include "xpath/lexer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool begins_name(char c) { return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }
static bool in_name(char c) { return begins_name(c) || isdigit((unsigned char)c) || c == '-' || c == '.'; }

static const char *skip_blanks(const char *p) { return p + strspn(p, " \t\r\n"); }

static void take(Lexer *lexer, LexemeKind kind, size_t n) {
    lexer->token = (Lexeme){kind, {lexer->p, n}, 0};
    lexer->p += n;
}

static void take_mark(Lexer *lexer) {
    const char *p = lexer->p;
    bool equals = p[1] == '=';
    switch (*p) {
    case '/': take(lexer, p[1] == '/' ? LEX_SLASHES : LEX_SLASH, p[1] == '/' ? 2 : 1); break;
    case '.': take(lexer, p[1] == '.' ? LEX_DOTS : LEX_DOT, p[1] == '.' ? 2 : 1); break;
    case '(': take(lexer, LEX_OPEN, 1); break;
    case ')': take(lexer, LEX_CLOSE, 1); break;
    case '[': take(lexer, LEX_OPEN_BRACKET, 1); break;
    case ']': take(lexer, LEX_CLOSE_BRACKET, 1); break;
    case ',': take(lexer, LEX_COMMA, 1); break;
    case '@': take(lexer, LEX_AT, 1); break;
    case '|': take(lexer, LEX_BAR, 1); break;
    case '+': take(lexer, LEX_PLUS, 1); break;
    case '-': take(lexer, LEX_MINUS, 1); break;
    case '=': take(lexer, LEX_EQUAL, 1); break;
    case '!': take(lexer, equals ? LEX_UNEQUAL : LEX_WRONG, equals ? 2 : 1); break;
    case '<': take(lexer, equals ? LEX_LESS_EQUAL : LEX_LESS, equals ? 2 : 1); break;
    case '>': take(lexer, equals ? LEX_GREATER_EQUAL : LEX_GREATER, equals ? 2 : 1); break;
    default: take(lexer, LEX_WRONG, 1);
    }
}

static void take_literal(Lexer *lexer) {
    const char *end = strchr(lexer->p + 1, *lexer->p);
    if (!end) {
        take(lexer, LEX_WRONG, strlen(lexer->p));
        return;
    }
    size_t n = (size_t)(end - lexer->p) + 1;
    take(lexer, LEX_LITERAL, n);
    lexer->token.text = (Slice){lexer->token.text.p + 1, n - 2};
}

static void take_number(Lexer *lexer) {
    size_t n = strspn(lexer->p, "0123456789");
    if (lexer->p[n] == '.') n += 1 + strspn(lexer->p + n + 1, "0123456789");
    double number = strtod(lexer->p, NULL);
    take(lexer, LEX_NUMBER, n);
    lexer->token.number = number;
}

static size_t name_length(const char *p) {
    size_t n = 0;
    while (in_name(p[n])) n++;
    bool qualified = p[n] == ':' && (begins_name(p[n + 1]) || p[n + 1] == '*');
    if (qualified) n++;
    while (qualified && in_name(p[n])) n++;
    return n;
}

static LexemeKind operator_name(Slice name) {
    return slice_is(name, "and") ? LEX_AND
           : slice_is(name, "or") ? LEX_OR
           : slice_is(name, "div") ? LEX_DIV
           : slice_is(name, "mod") ? LEX_MOD
                                   : LEX_WRONG;
}

static void take_name(Lexer *lexer) {
    size_t n = name_length(lexer->p);
    if (lexer->operand_before) {
        take(lexer, operator_name((Slice){lexer->p, n}), n);
        return;
    }
    const char *behind = skip_blanks(lexer->p + n);
    take(lexer, behind[0] == '(' ? LEX_FUNCTION : strncmp(behind, "::", 2) == 0 ? LEX_AXIS : LEX_NAME, n);
    if (lexer->token.kind == LEX_AXIS) lexer->p = behind + 2;
}

static void take_variable(Lexer *lexer) {
    size_t n = 1;
    while (in_name(lexer->p[n])) n++;
    take(lexer, n > 1 ? LEX_VARIABLE : LEX_WRONG, n);
    if (n > 1) lexer->token.text = (Slice){lexer->token.text.p + 1, n - 1};
}

static bool ends_operand(LexemeKind kind) {
    return kind == LEX_NAME || kind == LEX_VARIABLE || kind == LEX_LITERAL || kind == LEX_NUMBER || kind == LEX_CLOSE ||
           kind == LEX_CLOSE_BRACKET || kind == LEX_DOT || kind == LEX_DOTS || kind == LEX_STAR;
}

void lexer_next(Lexer *lexer) {
    lexer->p = skip_blanks(lexer->p);
    char c = *lexer->p;
    if (!c) take(lexer, LEX_END, 0);
    else if (c == '*') take(lexer, lexer->operand_before ? LEX_TIMES : LEX_STAR, 1);
    else if (c == '\'' || c == '"') take_literal(lexer);
    else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)lexer->p[1]))) take_number(lexer);
    else if (c == '$') take_variable(lexer);
    else if (begins_name(c)) take_name(lexer);
    else take_mark(lexer);
    lexer->operand_before = ends_operand(lexer->token.kind);
}

void lexer_init(Lexer *lexer, const char *text) {
    *lexer = (Lexer){.p = text};
    lexer_next(lexer);
}
