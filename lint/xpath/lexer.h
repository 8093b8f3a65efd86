/* Lexer: the words of an XPath.
 *
 * May include: base/. */
#ifndef XPATH_LEXER_H
#define XPATH_LEXER_H

#include <stdbool.h>

#include "base/text.h"

typedef enum {
    LEX_END,
    LEX_NAME,     /* "disk", "qemu:commandline" */
    LEX_FUNCTION, /* a name in front of "(" */
    LEX_AXIS,     /* a name in front of "::", which is read too */
    LEX_VARIABLE, /* "$name", without the "$" */
    LEX_LITERAL,  /* without the quotes */
    LEX_NUMBER,
    LEX_OPEN,
    LEX_CLOSE,
    LEX_OPEN_BRACKET,
    LEX_CLOSE_BRACKET,
    LEX_COMMA,
    LEX_AT,
    LEX_DOT,
    LEX_DOTS,
    LEX_SLASH,
    LEX_SLASHES,
    LEX_BAR,
    LEX_STAR,  /* any name */
    LEX_TIMES, /* the operator */
    LEX_PLUS,
    LEX_MINUS,
    LEX_EQUAL,
    LEX_UNEQUAL,
    LEX_LESS,
    LEX_LESS_EQUAL,
    LEX_GREATER,
    LEX_GREATER_EQUAL,
    LEX_AND,
    LEX_OR,
    LEX_DIV,
    LEX_MOD,
    LEX_WRONG, /* no word of XPath */
} LexemeKind;

typedef struct {
    LexemeKind kind;
    Slice text;
    double number;
} Lexeme;

typedef struct {
    const char *p;
    Lexeme token;        /* the one at hand */
    bool operand_before; /* what was read last ends an operand: now an operator may come */
} Lexer;

/* Begins with the first word at hand. The text must outlive the lexer. */
void lexer_init(Lexer *lexer, const char *text);
void lexer_next(Lexer *lexer);

#endif
