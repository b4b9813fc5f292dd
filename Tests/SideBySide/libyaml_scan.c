/* Takes every event of a YAML file from libyaml and does nothing with it: the least that reading a manifest can cost. */

#include <stdio.h>
#include <yaml.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    yaml_parser_t parser;
    yaml_event_t event;
    int is_over = 0;

    if (!file || !yaml_parser_initialize(&parser)) {
        fputs("usage: libyaml_scan FILE\n", stderr);
        return 64;
    }
    yaml_parser_set_input_file(&parser, file);
    while (!is_over) {
        if (!yaml_parser_parse(&parser, &event)) {
            fputs("libyaml_scan: the file is no YAML\n", stderr);
            return 65;
        }
        is_over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return 0;
}
