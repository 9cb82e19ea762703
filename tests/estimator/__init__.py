"""Tests of the policy, its rules and its doors."""
