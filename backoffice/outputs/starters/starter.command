#!/bin/sh
# {{ made }}
export PYTHONUTF8=1 LANG="${LANG:-en_US.UTF-8}"
{% for name, value in variables -%}
export {{ name }}={{ value }}
{% endfor -%}
cd {{ folder }} || exit
{{ python }} -m backoffice {{ command }}
{% if stays %}echo
printf '%s' {{ wait }}
read -r _
{% endif -%}
