-- Its number belongs to another branch, whose migration replaces this file.
select 1;
